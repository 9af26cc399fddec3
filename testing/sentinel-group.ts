import { startRedis, type RunningRedis } from '../scripts/redis-server.mjs';
import { ask as askAnybody } from './connect';
import { signIn, startAll, stopAll } from './harness';
import { waitUntil } from './wait-until';

/** A primary, its replicas and the Sentinels that watch them, on 127.0.0.1. */
export interface RunningSentinelGroup {
  /** The name that the Sentinels know the group by. */
  name: string;
  primary: RunningRedis;
  replicas: RunningRedis[];
  /** Anybody may ask them: they have no users. */
  sentinels: RunningRedis[];
  stop: () => Promise<void>;
}

/** One row of SENTINEL MASTERS: names and values in turn. */
function fieldsOf(reply: unknown): Map<string, string> {
  const flat = (reply as string[]).map(String);
  return new Map(flat.flatMap((name, index) => (index % 2 ? [] : [[name, flat[index + 1] ?? '']])));
}

/**
 * Starts a primary with replicas and Sentinels; waits until the replicas follow and every Sentinel knows all.
 * A failover takes place some 2 s after the primary's death.
 * @param options.aclLines Users of the primary and the replicas. The test's machinery adds a user of its own
 *   (testing/harness.ts).
 */
export async function startSentinelGroup({
  name = 'mymaster',
  replicas: replicaCount = 2,
  sentinels: sentinelCount = 1,
  aclLines,
}: {
  name?: string;
  replicas?: number;
  sentinels?: 1 | 3;
  aclLines?: string[];
} = {}): Promise<RunningSentinelGroup> {
  const { aclLines: lines, replicationArgs, sentinelLines, ask } = signIn(aclLines);
  const started: RunningRedis[] = [];
  try {
    const [primary] = await startAll([() => startRedis({ aclLines: lines, args: replicationArgs })]);
    started.push(primary!);
    const replicaOf = ['--replicaof', `127.0.0.1 ${primary!.port}`, ...replicationArgs];
    const replicas = await startAll(
      Array.from({ length: replicaCount }, () => () => startRedis({ aclLines: lines, args: replicaOf })),
    );
    started.push(...replicas);
    // Before the Sentinels come: what they do not see at once, they see ten seconds later.
    for (const replica of replicas) {
      await waitUntil(`replica ${replica.port} follows`, () =>
        ask(replica, async (redis) => (await redis.info('replication')).includes('master_link_status:up')),
      );
    }

    const configLines = [
      `sentinel monitor ${name} 127.0.0.1 ${primary!.port} ${Math.floor(sentinelCount / 2) + 1}`,
      `sentinel down-after-milliseconds ${name} 2000`,
      `sentinel failover-timeout ${name} 10000`,
      ...sentinelLines(name),
    ];
    const sentinels = await startAll(
      Array.from(
        { length: sentinelCount },
        () => () => startRedis({ configLines, args: ['--sentinel', '--protected-mode', 'no'] }),
      ),
    );
    started.push(...sentinels);
    for (const sentinel of sentinels) {
      await waitUntil(`Sentinel ${sentinel.port} knows all`, async () => {
        const row = fieldsOf(
          await askAnybody(sentinel.port, undefined, (redis) => redis.call('SENTINEL', 'MASTER', name)),
        );
        return (
          row.get('num-slaves') === `${replicaCount}` &&
          row.get('num-other-sentinels') === `${sentinelCount - 1}` &&
          row.get('flags') === 'master'
        );
      });
    }
    return { name, primary: primary!, replicas, sentinels, stop: () => stopAll(started) };
  } catch (error) {
    await stopAll(started);
    throw error;
  }
}
