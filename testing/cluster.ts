import { type Redis } from 'ioredis';
import { freePort, startRedis, type RunningRedis } from '../scripts/redis-server.mjs';
import { signIn, startAll, stopAll } from './harness';
import { waitUntil } from './wait-until';

/** A Redis Cluster on 127.0.0.1. */
export interface RunningCluster {
  /** The primaries, then the replicas; replica i follows primary i. */
  nodes: RunningRedis[];
  primaries: RunningRedis[];
  replicas: RunningRedis[];
  stop: () => Promise<void>;
}

const slotCount = 16_384;

/** The cluster bus listens 10,000 above the port and must still be a port. */
async function clusterPort(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (port + 10_000 < 65_536) return port;
  }
}

async function addSlots(redis: Redis, first: number, last: number): Promise<void> {
  const each = () => Array.from({ length: last - first + 1 }, (_, index) => first + index);
  // Before 7.0 there are no ranges.
  await redis
    .call('CLUSTER', 'ADDSLOTSRANGE', first, last)
    .catch(() => redis.call('CLUSTER', 'ADDSLOTS', ...each()));
}

/**
 * Starts a cluster and waits until every node says that it is ok and every replica follows its primary.
 * @param options.nodes Primaries; the slots are shared out evenly.
 * @param options.replicas Of each primary.
 * @param options.aclLines Users of every node. The test's machinery adds a user of its own (testing/harness.ts).
 * @param options.args More command line options of every node.
 */
export async function startCluster({
  nodes: count = 3,
  replicas: replicasEach = 0,
  aclLines,
  args = [],
}: { nodes?: number; replicas?: 0 | 1; aclLines?: string[]; args?: string[] } = {}): Promise<RunningCluster> {
  const { aclLines: lines, replicationArgs, ask } = signIn(aclLines);
  const start = async () =>
    startRedis({
      port: await clusterPort(),
      aclLines: lines,
      args: ['--cluster-enabled', 'yes', '--cluster-node-timeout', '5000', ...replicationArgs, ...args],
    });
  const nodes = await startAll(Array.from({ length: count * (1 + replicasEach) }, () => start));
  const primaries = nodes.slice(0, count);
  const replicas = nodes.slice(count);

  try {
    for (const [index, node] of nodes.entries()) {
      await ask(node, async (redis) => {
        // Distinct epochs from the start, so that the nodes need not settle them among themselves.
        await redis.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
        const first = Math.floor((index * slotCount) / count);
        if (index < count) await addSlots(redis, first, Math.floor(((index + 1) * slotCount) / count) - 1);
        // Everybody meets everybody: gossip would take seconds to introduce them.
        for (const { port } of nodes.slice(0, index)) await redis.call('CLUSTER', 'MEET', '127.0.0.1', port);
      });
    }
    const info = (node: RunningRedis) => ask(node, async (redis) => `${await redis.call('CLUSTER', 'INFO')}`);
    for (const node of nodes) {
      await waitUntil(`node ${node.port} knows all`, async () =>
        (await info(node)).includes(`cluster_known_nodes:${nodes.length}\r`),
      );
    }
    for (const [index, replica] of replicas.entries()) {
      const primaryId = await ask(primaries[index]!, (redis) => redis.call('CLUSTER', 'MYID'));
      // Refused until the handshake with that very primary is over.
      await waitUntil(`node ${replica.port} is a replica`, () =>
        ask(replica, async (redis) => (await redis.call('CLUSTER', 'REPLICATE', `${primaryId}`)) === 'OK'),
      );
      await waitUntil(`replica ${replica.port} follows`, () =>
        ask(replica, async (redis) => (await redis.info('replication')).includes('master_link_status:up')),
      );
    }
    for (const node of nodes) {
      await waitUntil(`node ${node.port} is ok`, async () => (await info(node)).includes('cluster_state:ok'));
    }
  } catch (error) {
    await stopAll(nodes);
    throw error;
  }
  return { nodes, primaries, replicas, stop: () => stopAll(nodes) };
}
