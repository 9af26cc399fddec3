import type { CommandStats } from '@/lib/redis/parse-commandstats';
import { describeInfo } from './describe-info';
import type { MetricFamily, MetricSample } from './exposition';
import type { KnownReplies } from './known-replies';

/**
 * Everything that is known of a node, under redis_exporter's names, types, labels and units.
 * @param known `null` while it does not answer: then nothing but that is said
 * @param failure why it does not answer, as a short word; empty when it does
 */
export function describeNode(known: KnownReplies | null, failure: string): MetricFamily[] {
  const state: MetricFamily[] = [
    family('redis_up', 'gauge', 'Whether the server answered the last poll.', [
      { labels: {}, value: Number(known !== null) },
    ]),
    family('redis_exporter_last_scrape_error', 'gauge', 'Whether the last poll failed, and why.', [
      { labels: { err: failure }, value: Number(known === null) },
    ]),
  ];
  if (!known) return state;
  return [
    ...state,
    ...describeInfo(known.info),
    ...commandFamilies(known),
    ...latencyFamilies(known),
    ...slowlogFamilies(known),
  ];
}

function commandFamilies({ commandStats }: KnownReplies): MetricFamily[] {
  const counted = (name: string, help: string, read: (stats: CommandStats) => number | null) =>
    family(
      name,
      'counter',
      help,
      [...(commandStats ?? [])].flatMap(([cmd, stats]): MetricSample[] => {
        const value = read(stats);
        return value === null ? [] : [{ labels: { cmd }, value }];
      }),
    );
  return [
    counted('redis_commands_total', 'Calls by command.', ({ calls }) => calls),
    counted(
      'redis_commands_duration_seconds_total',
      'Time in calls, by command.',
      // By 1e6 in one division: multiplied by 1e-6 the last digit is another one.
      ({ usec }) => usec / 1e6,
    ),
    counted(
      'redis_commands_rejected_calls_total',
      'Calls refused before they ran, by command.',
      ({ rejectedCalls }) => rejectedCalls,
    ),
    counted(
      'redis_commands_failed_calls_total',
      'Calls that ran and answered an error, by command.',
      ({ failedCalls }) => failedCalls,
    ),
  ];
}

function latencyFamilies({ commandStats, latencyStats, histogram, spikes }: KnownReplies): MetricFamily[] {
  const summary = [...(latencyStats ?? [])].flatMap(([cmd, percentiles]): MetricSample[] => {
    const stats = commandStats?.get(cmd);
    if (!stats) return [];
    return [
      ...[...percentiles].map(([quantile, value]) => ({ labels: { cmd, quantile }, value })),
      { suffix: '_sum', labels: { cmd }, value: stats.usec },
      { suffix: '_count', labels: { cmd }, value: stats.calls },
    ];
  });
  const buckets = [...(histogram ?? [])].flatMap(([cmd, { calls, buckets }]): MetricSample[] => [
    ...buckets.map(([le, value]) => ({
      suffix: '_bucket' as const,
      labels: { cmd, le: String(le) },
      value,
    })),
    { suffix: '_bucket', labels: { cmd, le: '+Inf' }, value: calls },
    { suffix: '_sum', labels: { cmd }, value: timeIn(cmd, commandStats) },
    { suffix: '_count', labels: { cmd }, value: calls },
  ]);
  return [
    family(
      'redis_latency_percentiles_usec',
      'summary',
      'Percentiles of all calls since the start, by command; the quantile is in percent.',
      summary,
    ),
    family('redis_commands_latencies_usec', 'histogram', 'How long calls took, by command.', buckets),
    family(
      'redis_latency_spike_last',
      'gauge',
      'When an event of the latency monitor was last slow, in Unix seconds.',
      (spikes ?? []).map(({ event, at }) => ({ labels: { event_name: event }, value: at })),
    ),
    family(
      'redis_latency_spike_duration_seconds',
      'gauge',
      'How long that spike was.',
      (spikes ?? []).map(({ event, lastMs }) => ({ labels: { event_name: event }, value: lastMs / 1e3 })),
    ),
  ];
}

/** Where the histogram has a command as a whole, commandstats may have its subcommands. */
function timeIn(cmd: string, commandStats: KnownReplies['commandStats']): number {
  const own = commandStats?.get(cmd);
  if (own) return own.usec;
  return [...(commandStats ?? [])].reduce(
    (sum, [name, { usec }]) => (name.startsWith(`${cmd}|`) ? sum + usec : sum),
    0,
  );
}

function slowlogFamilies({ slowlog }: KnownReplies): MetricFamily[] {
  if (!slowlog) return [];
  const { length, newest } = slowlog;
  const one = (name: string, help: string, value: number | null) =>
    family(name, 'gauge', help, value === null ? [] : [{ labels: {}, value }]);
  return [
    one('redis_slowlog_length', 'Entries in the slow log.', length),
    one('redis_slowlog_last_id', 'Id of the newest entry of the slow log.', newest?.id ?? 0),
    one(
      'redis_last_slow_execution_duration_seconds',
      'Duration of the newest entry of the slow log.',
      (newest?.durationUs ?? 0) / 1e6,
    ),
  ];
}

const family = (
  name: string,
  type: MetricFamily['type'],
  help: string,
  samples: MetricSample[],
): MetricFamily => ({ name, type, help, samples });
