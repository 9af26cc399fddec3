import { formatDuration, formatValue, share } from '@/lib/format';
import type { Values } from '@/lib/metrics/sample';
import { severityOf, type Context, type Severity } from './thresholds';

/** What the sentence is made from: the node (or the sum of nodes) as it is now. */
export interface StateFacts {
  state: 'connecting' | 'up' | 'loading' | 'down';
  /** Seconds in this state. */
  forSeconds: number;
  error: string | null;
  /** `Redis 7.0.15`. */
  server: string | null;
  role: 'primary' | 'replica' | null;
  values: Values;
  context: Context;
}

/** One sentence and how worried it is. */
export interface StateSentence {
  severity: Severity | 'unknown';
  text: string;
}

/** Says in one sentence how an instance is: what is wrong if something is, else what it does. */
export function describeState(facts: StateFacts): StateSentence {
  const { state, values } = facts;
  if (state === 'connecting') return { severity: 'unknown', text: 'Connecting for the first time.' };
  if (state === 'down') {
    return {
      severity: 'critical',
      text: `Down for ${formatDuration(facts.forSeconds)}: ${facts.error ?? 'it does not answer.'}`,
    };
  }
  if (state === 'loading') {
    const loaded = values.loadedRatio == null ? '' : `, ${formatValue(values.loadedRatio, 'ratio')} done`;
    return {
      severity: 'warning',
      text: `Loading its data from disk${loaded}; it serves no reads until then.`,
    };
  }
  const trouble = troubles(facts).sort((a, b) => rank(a) - rank(b))[0];
  return trouble ?? { severity: 'fine', text: describeActivity(facts) };
}

const rank = ({ severity }: StateSentence) => (severity === 'critical' ? 0 : 1);

function troubles({ values, context, role }: StateFacts): StateSentence[] {
  const found: StateSentence[] = [];
  const add = (metric: string, text: string) => {
    const severity = severityOf(metric, values, context);
    if (severity !== 'fine') found.push({ severity, text });
  };
  const percent = (part: number | null | undefined, whole: number | null | undefined) =>
    formatValue(share(part, whole), 'ratio');
  if (role === 'replica' && values.primaryLinkUp === 0)
    found.push({
      severity: 'critical',
      text: 'The link to its primary is down, so its data is getting old.',
    });
  if (values.saveSucceeded === 0)
    found.push({
      severity: 'critical',
      text: 'The last snapshot failed; with stop-writes-on-bgsave-error Redis refuses writes until one succeeds.',
    });
  if (values.rewriteSucceeded === 0)
    found.push({ severity: 'critical', text: 'The last AOF rewrite failed.' });
  add(
    'usedMemoryBytes',
    `Memory is at ${percent(values.usedMemoryBytes, values.maxmemoryBytes)} of its limit; at 100 % Redis refuses writes (noeviction).`,
  );
  add(
    'connectedClients',
    `${percent(values.connectedClients, values.maxclients)} of all client connections are taken.`,
  );
  add('mainThreadCpuRatio', `The main thread is ${formatValue(values.mainThreadCpuRatio, 'ratio')} busy.`);
  return found;
}

/** What it does, in one sentence: server, uptime, pace, hits, memory. */
export function describeActivity({ server, values, role }: StateFacts): string {
  const uptime = values.uptimeSeconds == null ? '' : `, up ${formatDuration(values.uptimeSeconds)}`;
  const who = `${server ?? 'The server'}${role === 'replica' ? ' (replica)' : ''}${uptime}`;
  const rate =
    values.commandsPerSecond == null
      ? ''
      : `, serving ${formatValue(values.commandsPerSecond, 'perSecond').replace('/s', '')} commands/s`;
  const hits = values.hitRatio == null ? '' : `; ${formatValue(values.hitRatio, 'ratio')} of the lookups hit`;
  const memory =
    values.maxmemoryBytes == null
      ? `${formatValue(values.usedMemoryBytes, 'bytes')} used, no limit`
      : `${formatValue(values.usedMemoryBytes, 'bytes')} of ${formatValue(values.maxmemoryBytes, 'bytes')} used`;
  return `${who}${rate}${hits}; ${memory}.`;
}
