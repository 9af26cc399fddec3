import 'server-only';
import type { Values } from '@/lib/metrics/sample';
import { infoText } from '@/lib/redis/info-fields';
import type { InstanceSummary, NodeSummary } from '@/lib/schemas/instances';
import type { InstanceWatcher } from './collector';
import type { NodeWatcher } from './node-watcher';

/** A node as people see it: state, identity and the newest value of every metric. */
export function summariseNode(node: NodeWatcher): NodeSummary {
  const { since, error, running, ownCost, state, server } = node.state;
  const samples = Object.values(node.latest);
  return {
    node: node.id,
    state,
    since,
    error: error && { ...error },
    server: server && {
      label: server.label,
      engine: server.engine,
      version: server.version,
      mode: server.mode,
      role: server.role,
      maxmemoryPolicy: node.info && infoText(node.info, 'maxmemory_policy'),
    },
    running: running.map((each) => ({ ...each })),
    ownCost,
    values: Object.assign({}, ...samples.map(({ values }) => values)) as Values,
    at: samples.length === 0 ? null : Math.max(...samples.map(({ at }) => at)),
  };
}

/**
 * An instance as one person sees it.
 * @param user as whom they are signed in, or `null`
 * @param maySee whether their user may run INFO; else its nodes stay unknown to them
 */
export function summariseInstance(
  watcher: InstanceWatcher,
  user: string | null,
  maySee: boolean,
): InstanceSummary {
  const { id, name, environment, readOnly } = watcher.instance;
  const nodes = maySee ? [...watcher.nodes.values()].map(summariseNode) : null;
  return { id, name, environment, readOnly, user, error: maySee ? watcher.discoveryError : null, nodes };
}
