import 'server-only';
import type { Facts, Unknown, Window } from '@/lib/advisor/rule';
import type { MetricId } from '@/lib/metrics/catalogue';
import type { Values } from '@/lib/metrics/sample';
import { grantLine } from '@/lib/redis/command-catalogue';
import { readingState } from '../client-history/reading-states';
import type { InstanceWatcher } from '../collector/collector';
import { collectorCredentials } from '../redis/discover-nodes';
import type { History } from '../history/history';
import type { NodeWatcher } from '../collector/node-watcher';

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
    answeredAt: node.infoAskedAt || null,
    outages: node.outages,
    roleChangedAt: node.roleChangedAt,
    info: node.info,
    values: Object.assign({}, ...Object.values(node.latest).map(({ values }) => values)) as Values,
    config: node.config,
    whyNoConfig: whyNoConfig(node, username ?? 'default'),
    clients: clientsOf(watcher.instance.id, node),
    spikes: node.knownReplies?.spikes ?? null,
    collector: username ?? 'default',
    passwordless: password === null && state === 'up' ? true : null,
    local: 'path' in address || LOOPBACK.test(address.host),
    over: (metric, seconds) => between(metric, now - seconds * 1000, now),
    before: (metric, secondsAgo, seconds) =>
      between(metric, now - (secondsAgo + seconds) * 1000, now - secondsAgo * 1000),
  };
}

function whyNoConfig({ configAsked }: NodeWatcher, collector: string): Unknown {
  if (!configAsked) return { because: 'its settings have not been asked for yet' };
  return {
    because: `the collector's user ${collector} may not run CONFIG GET`,
    line: grantLine(collector, 'config|get'),
  };
}

/** Who is connected, unless the reading of it goes wrong: then why. */
function clientsOf(instance: string, node: NodeWatcher): Facts['clients'] {
  const { state, error } = readingState(instance, node.id);
  if (state === 'reading' && node.clients) return node.clients;
  if (!error) return { because: 'who is connected has not been asked yet' };
  return {
    because: lowerFirst(error.message),
    ...(error.line !== undefined && { line: error.line }),
  } satisfies Unknown;
}

/** A sentence as the end of another. */
const lowerFirst = (sentence: string) =>
  `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;
