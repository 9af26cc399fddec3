import 'server-only';
import { infoText } from '@/lib/redis/info-fields';
import type { InstanceWatcher } from '../collector/collector';
import type { NodeWatcher } from '../collector/node-watcher';
import { keysOf } from './keys-of';
import type { PartPlan } from './node-part';

const SLOTS = 16_384;

/**
 * The nodes that an analysis goes over: every primary, and in a Cluster a replica of it where there is one that is up
 * to date, since nobody waits for a replica.
 * @param sampleKeys shared out by how many keys each has; `null`: all of them
 */
export function planParts(watcher: InstanceWatcher, database: number, sampleKeys: number | null): PartPlan[] {
  const primaries = primariesOf(watcher);
  const counts = primaries.map((primary) => keysOf(primary, database) ?? 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return primaries.map((primary, index) => {
    const replica = watcher.isCluster ? replicaOf(watcher, primary) : undefined;
    const share = total > 0 ? counts[index]! / total : 1 / primaries.length;
    return {
      primary,
      node: replica ?? primary,
      isReplica: replica !== undefined,
      mostKeys: sampleKeys === null ? null : Math.ceil(sampleKeys * share),
    };
  });
}

/** A primary that was replaced while it is down still says of itself what it was: it has no slot any more. */
function primariesOf(watcher: InstanceWatcher): NodeWatcher[] {
  if (!watcher.isCluster) return watcher.mainNode ? [watcher.mainNode] : [];
  const serving = new Set(Array.from({ length: SLOTS }, (_, slot) => watcher.nodeOfSlot(slot)));
  return watcher.summedNodes.filter((node) => node.state.state !== 'down' || serving.has(node));
}

const replicaOf = (watcher: InstanceWatcher, primary: NodeWatcher): NodeWatcher | undefined =>
  [...watcher.nodes.values()].find(
    ({ state, info }) =>
      state.state === 'up' &&
      state.server?.role === 'replica' &&
      info !== null &&
      `${infoText(info, 'master_host')}:${infoText(info, 'master_port')}` === primary.id &&
      infoText(info, 'master_link_status') === 'up',
  );
