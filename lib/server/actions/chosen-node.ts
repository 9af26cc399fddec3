import 'server-only';
import type { Access } from '../access';
import { AppError } from '../errors';
import type { NodeWatcher } from '../collector/node-watcher';

/**
 * The node that an action is meant for.
 * @param id as given; may be left out only where there is no doubt
 * @throws AppError INVALID_INPUT when an instance of several primaries needs one to be named
 */
export function chosenNode(access: Access, id: string | undefined): NodeWatcher {
  const candidates = access.watcher.summedNodes;
  if (id !== undefined || candidates.length < 2) return access.node(id);
  throw new AppError('INVALID_INPUT', 'node: must name one of the nodes, since this instance has several.', {
    status: 400,
    remedy: `Its nodes are: ${candidates.map((node) => node.id).join(', ')}.`,
    details: { field: 'node' },
  });
}
