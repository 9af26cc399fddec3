import type { NodeRecord } from './count-over-time';
import { groupBy } from './group-by';
import type { KeptConnection, Watch } from './kept-connection';

/** Every node that was watched, also where it has no connection of the group: that is a zero, not a gap. */
export function byNode(connections: readonly KeptConnection[], watches: readonly Watch[]): NodeRecord[] {
  const ofNode = groupBy(connections, ({ node }) => node);
  return [...groupBy(watches, ({ node }) => node)].map(([node, watches]) => ({
    watches,
    connections: ofNode.get(node) ?? [],
  }));
}
