import { ask } from '../../testing/servers';
import { openStreams } from './sse-client';
import { sleep, type Watched } from './watched';

/** What one viewer and fifty viewers cost Redis: INFO calls a second, and connections. */
export async function measureInfoRate(watched: Watched, seconds: number): Promise<Record<string, number>> {
  const one = await rateWith(watched, 1, seconds);
  const fifty = await rateWith(watched, 50, seconds);
  // The peer: fifty browser tabs of a tool that polls for each of them.
  return {
    infoPerSecond1: one.infoPerSecond,
    infoPerSecond50: fifty.infoPerSecond,
    redisConnections50: fifty.connections,
  };
}

async function rateWith({ redis, app, signIn }: Watched, streams: number, seconds: number) {
  const client = await signIn();
  const opened = await openStreams(app.url, client, 'bench', streams);
  // Connections that were only opened to ask what the person may do close after half a minute.
  await sleep(35_000);
  const before = await infoCalls(redis.port);
  const began = Date.now();
  await sleep(seconds * 1000);
  const after = await infoCalls(redis.port);
  const elapsed = (Date.now() - began) / 1000;
  const list = String(await ask(redis.port, undefined, (connection) => connection.client('LIST')));
  opened.close();
  return {
    // One of the calls between the two readings is the first reading's own.
    infoPerSecond: (after - before - 1) / elapsed,
    connections: (list.match(/name=hitrate-/g) ?? []).length,
  };
}

async function infoCalls(port: number): Promise<number> {
  const stats = await ask(port, undefined, (redis) => redis.info('commandstats'));
  return Number(/cmdstat_info:calls=(\d+)/.exec(stats)?.[1] ?? 0);
}
