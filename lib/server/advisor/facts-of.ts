import 'server-only';
import type { Facts, Window } from '@/lib/advisor/rule';
import type { MetricId } from '@/lib/metrics/catalogue';
import type { Values } from '@/lib/metrics/sample';
import type { InstanceWatcher } from '../collector';
import { collectorCredentials } from '../discover-nodes';
import type { History } from '../history/history';
import type { NodeWatcher } from '../node-watcher';

const LOOPBACK = /^(?:localhost|127\.|\[?::1\]?$)/;

/** What rules may look at: one node as the collector has it now, and its past out of memory. `now` in Unix milliseconds. */
export function factsOf(watcher: InstanceWatcher, node: NodeWatcher, history: History, now: number): Facts {
  const { state, since, error } = node.state;
  const { username, password } = collectorCredentials(watcher.instance);
  const known = new Map<string, Window | null>();
  const between = (metric: MetricId, from: number, to: number) => {
    const key = `${metric} ${from} ${to}`;
    const window = known.get(key) ?? history.window(watcher.instance.id, node.id, metric, from, to);
    known.set(key, window);
    return window;
  };
  const { address } = node.endpoint;
  return {
    now,
    node: node.id,
    ...{ state, since, error },
    info: node.info,
    values: Object.assign({}, ...Object.values(node.latest).map(({ values }) => values)) as Values,
    config: configOf(node),
    collector: username ?? 'default',
    passwordless: password === null && state === 'up' ? true : null,
    local: 'path' in address || LOOPBACK.test(address.host),
    over: (metric, seconds) => between(metric, now - seconds * 1000, now),
    before: (metric, secondsAgo, seconds) =>
      between(metric, now - (secondsAgo + seconds) * 1000, now - secondsAgo * 1000),
  };
}

/** The settings, once the collector reads them. */
const configOf = (node: NodeWatcher): Facts['config'] =>
  (node as { config?: ReadonlyMap<string, string> | null }).config ?? null;
