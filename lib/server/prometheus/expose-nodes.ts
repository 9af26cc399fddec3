import 'server-only';
import { describeNode } from '@/lib/prometheus/describe-node';
import type { ExposedNode, MetricFamily } from '@/lib/prometheus/exposition';
import { NODE_LABELS } from '@/lib/prometheus/node-labels';
import { collector, type InstanceWatcher } from '../collector/collector';
import { AppError } from '../errors';
import type { NodeWatcher } from '../collector/node-watcher';
import { parseRedisUrl } from '../redis/redis-url';

/** All nodes of all instances, told apart by labels that no Prometheus gives its targets by itself. */
export const exposeAll = (): ExposedNode[] =>
  [...collector().instances.values()].flatMap((watcher) =>
    [...watcher.nodes.values()].map((node) => ({
      labels: { [NODE_LABELS.instance]: watcher.instance.id, [NODE_LABELS.node]: node.id },
      families: exposeNode(node),
    })),
  );

/**
 * One node as redis_exporter's `/scrape` answers it, without labels of ours.
 * @param target an instance's id, or the address of one of its nodes: `redis://host:port` or `host:port`
 * @throws AppError NO_TARGET (400) or UNKNOWN_TARGET (404)
 */
export function exposeTarget(target: string | null): ExposedNode[] {
  if (!target) {
    throw new AppError('NO_TARGET', 'The parameter target is missing.', {
      remedy: 'Ask for /scrape?target= and the id of an instance, or redis://host:port of a node.',
    });
  }
  return [{ labels: {}, families: exposeNode(findTarget(target)) }];
}

const exposeNode = (node: NodeWatcher): MetricFamily[] =>
  describeNode(
    node.knownReplies,
    node.knownReplies ? '' : (node.state.error?.code ?? 'CONNECTING').toLowerCase(),
  );

function findTarget(target: string): NodeWatcher {
  const { instances } = collector();
  const named = instances.get(target);
  if (named) return onlyNode(named);
  const address = addressIn(target);
  for (const watcher of instances.values()) {
    const node = address === null ? undefined : watcher.nodes.get(address);
    if (node) return node;
  }
  throw new AppError('UNKNOWN_TARGET', 'This target is not configured here, so it is not asked.', {
    status: 404,
    remedy: 'Take the id of a configured instance, or redis://host:port of one of its nodes.',
  });
}

/** redis_exporter answers of one server: which one of several nobody can guess. */
function onlyNode({ instance, nodes }: InstanceWatcher): NodeWatcher {
  const [node, ...others] = nodes.values();
  if (node && others.length === 0) return node;
  const targets = [...nodes.keys()].map((id) => `redis://${id}`);
  throw new AppError(
    'SEVERAL_NODES',
    `${instance.id} has ${targets.length} nodes, and a scrape is of one of them.`,
    { remedy: targets.length > 0 ? `Take one of ${targets.join(', ')}.` : 'Try again when they are found.' },
  );
}

function addressIn(target: string): string | null {
  try {
    const url = parseRedisUrl(/^\w+:\/\//.test(target) ? target : `redis://${target}`);
    if (url.kind === 'unix') return url.path;
    return `${url.host.includes(':') ? `[${url.host}]` : url.host}:${url.port}`;
  } catch {
    return null;
  }
}
