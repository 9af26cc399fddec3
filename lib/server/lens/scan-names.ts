import 'server-only';
import type { Bytes } from '@/lib/patterns/bytes';
import { list, string } from '@/lib/redis/reply';
import type { Access } from '../access';
import { PaceKeeper, type Pace } from './pace';

/** Keys that one SCAN looks at: 0.5 ms of the server's time, which nobody notices. */
const COUNT = 500;

/**
 * Every key name of an instance: SCAN at each primary, on the person's own connections, with pauses.
 * A key that is there all the time comes at least once; one may come twice.
 * @param signal ends it between two commands
 * @param match a glob pattern: other names stay at the server
 */
export async function* scanNames(
  access: Access,
  database: number,
  pace: Pace,
  signal: AbortSignal,
  match?: Bytes,
): AsyncGenerator<Bytes[]> {
  const keeper = new PaceKeeper(pace);
  const filter = match === undefined ? [] : ['MATCH', match];
  for (const node of access.watcher.summedNodes) {
    let cursor = '0';
    let restedSince = performance.now();
    do {
      signal.throwIfAborted();
      const connection = await access.connection(node, database);
      const askedAt = performance.now();
      const [reply] = await connection.callBytes([['SCAN', cursor, ...filter, 'COUNT', COUNT]]);
      if (reply instanceof Error) throw access.heed(reply);
      const answeredAt = performance.now();
      const [next, names] = list(reply);
      cursor = string(next) ?? '0';
      yield list(names).map((name) => string(name) ?? '');
      await keeper.rest(answeredAt - askedAt, askedAt - restedSince);
      restedSince = answeredAt;
    } while (cursor !== '0');
  }
}
