import { acrossNodes } from '@/lib/metrics/across-nodes';
import { METRIC_IDS } from '@/lib/metrics/catalogue';
import type { Values } from '@/lib/metrics/sample';
import type { InstanceSummary, NodeSummary } from '@/lib/schemas/instances';
import type { StateFacts } from '@/lib/advisor/describe-state';

/** What a page is about: one node, or the instance as the sum of its primaries. */
export interface NodeView {
  /** The nodes that are summed; one of them when one was chosen. */
  nodes: NodeSummary[];
  /** The node that stands for the view: its identity, its state. */
  main: NodeSummary | null;
  values: Values;
}

/**
 * Chooses the nodes that a page shows.
 * @param nodes all nodes of the instance
 * @param chosen the node in the URL, or `null`
 */
export function viewOf(nodes: readonly NodeSummary[], chosen: string | null): NodeView {
  const primaries = nodes.filter(({ server }) => server?.role === 'primary');
  const summed = chosen
    ? nodes.filter(({ node }) => node === chosen)
    : primaries.length > 0
      ? primaries
      : nodes.slice(0, 1);
  // Down beats up: a sum that lacks a node is not fine.
  const main = summed.find(({ state }) => state === 'down') ?? summed[0] ?? null;
  const values = summed.map((node) => node.values as Values);
  return {
    nodes: summed,
    main,
    values:
      values.length === 1
        ? values[0]!
        : Object.fromEntries(METRIC_IDS.map((id) => [id, acrossNodes(id, values)])),
  };
}

/** What the state of a view is described from; `now` in Unix milliseconds. */
export function factsOf({ main, values }: NodeView, instance: InstanceSummary, now: number): StateFacts {
  return {
    state: main?.state ?? (instance.error ? 'down' : 'connecting'),
    forSeconds: main ? Math.max(0, (now - main.since) / 1000) : 0,
    error: main?.error?.message ?? instance.error?.message ?? null,
    server: main?.server?.label ?? null,
    role: main?.server?.role ?? null,
    values,
    context: { maxmemoryPolicy: main?.server?.maxmemoryPolicy ?? null },
  };
}
