import { formatBytes, formatWholeSeconds } from '@/lib/format';
import { plural } from '@/lib/plural';
import { fine, warning, type ResultSentence } from './result-sentence';

type ServerAction =
  | 'client.kill'
  | 'client.unblock'
  | 'snapshot.save'
  | 'aof.rewrite'
  | 'slowlog.reset'
  | 'config.set'
  | 'latency.monitor'
  | 'latency.reset'
  | 'memory.purge'
  | 'instance.reconnect'
  | 'history.forget'
  | 'slowlog.forget'
  | 'clients.forget'
  | 'login.revoke';

/** What an action on the server or its clients did. */
export function describeServerResult(id: ServerAction, facts: Record<string, unknown>): ResultSentence {
  switch (id) {
    case 'client.kill':
      return describeKill(facts.clients as { outcome: string }[]);
    case 'client.unblock':
      return fine(`Client ${String(facts.id)} is unblocked.`);
    case 'snapshot.save':
      return fine(`The snapshot is saved${took(facts.seconds)}.`);
    case 'aof.rewrite':
      return fine(`The AOF is rewritten${took(facts.seconds)}.`);
    case 'slowlog.reset':
      return describeReset(facts.nodes as { entries: number | null }[], facts.failures as unknown[]);
    case 'config.set':
      return describeSetting(facts as unknown as SettingChange);
    case 'latency.monitor':
      return describeMonitor(facts as unknown as Monitor);
    case 'latency.reset':
      return describeLatencyReset(facts.nodes as { events: number }[], facts.failures as unknown[]);
    case 'memory.purge':
      return describePurge(facts as unknown as Purge);
    case 'instance.reconnect':
      return describeReconnect(facts.nodes as { state: string }[]);
    case 'history.forget':
      return fine(`Deleted the history: ${formatBytes(Number(facts.bytes))}.`);
    case 'slowlog.forget':
      return fine(
        `Deleted ${plural(Number(facts.entries), 'kept slow log entry', 'kept slow log entries')}.`,
      );
    case 'clients.forget':
      return fine(`Deleted ${plural(Number(facts.connections), 'kept connection')}.`);
    case 'login.revoke':
      return fine(`${String(facts.username)} is signed out.`);
  }
}

const took = (seconds: unknown) => (typeof seconds === 'number' ? ` (${formatWholeSeconds(seconds)})` : '');

function describeKill(clients: { outcome: string }[]): ResultSentence {
  const count = (outcome: string) => clients.filter((client) => client.outcome === outcome).length;
  const rest = [
    count('gone') > 0 && `${count('gone')} had gone already`,
    count('protected') > 0 && `${count('protected')} protected`,
    count('failed') > 0 && `${count('failed')} failed`,
  ].filter((part) => part !== false);
  return {
    severity: count('killed') === clients.length ? 'fine' : 'warning',
    text: `Killed ${plural(count('killed'), 'client')}${rest.length > 0 ? `; ${rest.join(', ')}` : ''}.`,
  };
}

function describeReset(
  nodes: { entries: number | null }[],
  failures: readonly unknown[] = [],
): ResultSentence {
  const known = nodes.every(({ entries }) => entries !== null);
  const deleted = nodes.reduce((sum, { entries }) => sum + (entries ?? 0), 0);
  const done = known
    ? `Deleted ${plural(deleted, 'slow log entry', 'slow log entries')}`
    : 'The slow log is empty';
  return withFailures(done, failures);
}

interface SettingChange {
  name: string;
  value: number;
  nodes: { before: number | null; after: number | null }[];
  failures: unknown[];
}

function describeSetting({ name, value, nodes, failures }: SettingChange): ResultSentence {
  const before = [...new Set(nodes.map((node) => node.before))];
  const was = before.length === 1 && before[0] !== null ? `, was ${before[0]}` : '';
  // Some providers accept a setting and leave it as it is.
  const kept = nodes.filter(({ after }) => after !== null && after !== value).length;
  if (kept > 0) return warning(`${name} is unchanged on ${plural(kept, 'node')}: the server ignored it.`);
  return withFailures(`${name} is ${value} now${was}`, failures);
}

interface Monitor {
  thresholdMs: number;
  failures: readonly unknown[];
}

function describeMonitor({ thresholdMs, failures }: Monitor): ResultSentence {
  const done =
    thresholdMs === 0
      ? 'The latency monitor is off'
      : `The latency monitor is on, from ${thresholdMs.toLocaleString('en-US')} ms`;
  return withFailures(done, failures);
}

function describeLatencyReset(
  nodes: { events: number }[],
  failures: readonly unknown[] = [],
): ResultSentence {
  const forgotten = nodes.reduce((sum, { events }) => sum + events, 0);
  return withFailures(`Forgot ${plural(forgotten, 'kind of event', 'kinds of event')}`, failures);
}

const withFailures = (done: string, failures: readonly unknown[] = []): ResultSentence =>
  failures.length === 0 ? fine(`${done}.`) : warning(`${done}; ${plural(failures.length, 'node')} failed.`);

interface Purge {
  before: { rssBytes: number | null };
  after: { rssBytes: number | null };
}

function describePurge({ before, after }: Purge): ResultSentence {
  if (before.rssBytes === null || after.rssBytes === null) return fine('Memory was purged.');
  const freed = before.rssBytes - after.rssBytes;
  const range = `RSS ${formatBytes(before.rssBytes)} → ${formatBytes(after.rssBytes)}`;
  // The allocator may simply have had nothing to give back.
  return fine(freed > 0 ? `Gave ${formatBytes(freed)} back: ${range}.` : `No effect: ${range}.`);
}

function describeReconnect(nodes: { state: string }[]): ResultSentence {
  // A Sentinel group whose nodes cannot be found has none.
  if (nodes.length === 0) return warning('Still down: no node was found.');
  const down = nodes.filter(({ state }) => state === 'down').length;
  return down === 0 ? fine('Connected again.') : warning(`Still down: ${plural(down, 'node')}.`);
}
