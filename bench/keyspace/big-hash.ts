import { connect } from '../../testing/servers';
import type { Watched } from '../live/watched';

const KEY = 'big:hash';
const BATCH = 10_000;

/**
 * How long opening a hash of so many fields, and three pages of it, keeps the server from others.
 * @returns the longest command in the slow log, in milliseconds; 0 where it stays empty above 0.1 ms
 */
export async function blockOfBigHash(watched: Watched, fields: number): Promise<number> {
  const redis = connect(watched.redis.port);
  try {
    for (let start = 0; start < fields; start += BATCH) {
      const entries = Array.from({ length: BATCH }, (_, index) => [
        `field:${start + index}`,
        `value ${index}`,
      ]);
      await redis.hset(KEY, ...entries.flat());
    }
    await redis.config('SET', 'slowlog-log-slower-than', 100);
    await redis.slowlog('RESET');
    const client = await watched.signIn();
    const paths = [`/keys/key?key=${KEY}`, `/keys/content?key=${KEY}`];
    for (const path of paths) {
      const { status, body } = await client.get(`/api/instances/bench${path}`);
      if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    }
    const entries = (await redis.slowlog('GET', 128)) as [number, number, number, string[]][];
    // What is not about the key is the collector's, and there without it too.
    const own = entries.filter(([, , , words]) => words.includes(KEY));
    return Math.max(0, ...own.map(([, , microseconds]) => microseconds)) / 1_000;
  } finally {
    await redis.config('SET', 'slowlog-log-slower-than', 10_000).catch(() => undefined);
    redis.disconnect();
  }
}
