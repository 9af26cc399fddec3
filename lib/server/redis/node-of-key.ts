import 'server-only';
import type { Bytes } from '@/lib/patterns/bytes';
import { keySlot } from '@/lib/redis/key-slot';
import type { Access } from '../access';
import { AppError } from '../errors';
import type { NodeWatcher } from '../collector/node-watcher';

/** The node that serves a key: in a Cluster the primary of its slot. @throws AppError SLOT_NOT_SERVED (503) */
export function nodeOfKey(access: Access, key: Bytes): NodeWatcher {
  if (!access.watcher.isCluster) return access.node();
  const slot = keySlot(key);
  const node = access.watcher.nodeOfSlot(slot);
  if (node) return node;
  throw new AppError('SLOT_NOT_SERVED', `No node of the Cluster serves slot ${slot} just now.`, {
    status: 503,
    remedy: 'Look at CLUSTER INFO: cluster_slots_ok should be 16384.',
  });
}
