import 'server-only';
import type { Access } from '../access';
import { AppError } from '../errors';
import type { NodeWatcher } from '../collector/node-watcher';

const SLOTS = 16_384;

/**
 * Every node that keys must be looked for at: in a Cluster those that serve its slots, whether they have answered the
 * collector yet or not. What is only thought to be everything must not pass for it.
 * @throws AppError SLOT_NOT_SERVED (503)
 */
export function primariesOf(access: Access): NodeWatcher[] {
  const { watcher } = access;
  if (!watcher.isCluster) return [access.node()];
  const nodes = new Set<NodeWatcher>();
  for (let slot = 0; slot < SLOTS; slot += 1) {
    const node = watcher.nodeOfSlot(slot);
    if (!node) {
      throw new AppError('SLOT_NOT_SERVED', `No node of the Cluster serves slot ${slot} just now.`, {
        status: 503,
        remedy: 'Look at CLUSTER INFO: cluster_slots_ok should be 16384.',
      });
    }
    nodes.add(node);
  }
  return [...nodes];
}
