import { formatCount, formatValue } from '@/lib/format';
import { plural } from '@/lib/plural';
import { infoNumber } from '@/lib/redis/info-fields';
import { readErrorStats } from '@/lib/redis/parse-commandstats';
import { severityAbove, threshold } from '../levels';
import type { Rule } from '../rule';
import { THRESHOLDS } from '../thresholds';
import { fine, foundOr, rule, untold, withIncrease, withWindow } from '../verdicts';

/** What a rule of the last five minutes looks at. */
const SPAN_SECONDS = 300;
/** Of fewer calls a mean is the chance of a few. */
const WORTH_CALLS = 5;

const MAIN_THREAD = rule({
  id: 'latency.main-thread',
  area: 'latency',
  title: 'Main thread busy',
  condition: 'CPU time of the thread that runs commands, on average of 5 minutes.',
  needs: [],
  thresholds: {
    busy: threshold(
      'Busy',
      'ratio',
      THRESHOLDS.mainThreadCpuRatio.warning,
      THRESHOLDS.mainThreadCpuRatio.critical,
    ),
  },
  forSeconds: 300,
  reference: 'ElastiCache: EngineCPUUtilization 90 %; Redis observability guide: shard CPU < 80 %',
  judge: ({ over, values }, levels, was) => {
    if (values.mainThreadCpuRatio === undefined) return untold('the CPU time of its main thread');
    return withWindow(over('mainThreadCpuRatio', SPAN_SECONDS), SPAN_SECONDS, ({ mean, max }) =>
      foundOr(
        severityAbove(mean, levels.busy, was),
        `The main thread was ${formatValue(mean, 'ratio')} busy in the last 5 minutes.`,
        {
          sentence: `The main thread was ${formatValue(mean, 'ratio')} busy in the last 5 minutes, ${formatValue(max, 'ratio')} at most: it runs all commands, and they begin to queue.`,
          evidence: [{ label: 'Main thread', value: mean, unit: 'ratio', metric: 'mainThreadCpuRatio' }],
          remedy:
            'The page of commands shows whose time it is: a few expensive ones, or very many cheap ones. Pipelines, reads on replicas and shards help.',
        },
      ),
    );
  },
});

const EVENT_LOOP = rule({
  id: 'latency.event-loop',
  area: 'latency',
  title: 'Event loop saturated',
  condition: 'Part of the time that the event loop works instead of waiting, on average of 5 minutes (7.2).',
  needs: [],
  thresholds: { busy: threshold('Busy', 'ratio', 0.8, 0.95) },
  forSeconds: 300,
  reference: 'INFO stats, eventloop_duration_sum (7.2)',
  judge: ({ over, values }, levels, was) => {
    if (values.eventLoopBusyRatio == null) return untold('what its event loop does');
    return withWindow(over('eventLoopBusyRatio', SPAN_SECONDS), SPAN_SECONDS, ({ mean }) =>
      foundOr(
        severityAbove(mean, levels.busy, was),
        `The event loop worked ${formatValue(mean, 'ratio')} of the last 5 minutes.`,
        {
          sentence: `The event loop worked ${formatValue(mean, 'ratio')} of the last 5 minutes: whoever sends a command waits until it comes round.`,
          evidence: [{ label: 'Event loop busy', value: mean, unit: 'ratio', metric: 'eventLoopBusyRatio' }],
          remedy:
            'Where commands are not the larger part of it, it is the network: more clients per pipeline, or io-threads.',
        },
      ),
    );
  },
});

const SLOW_CALLS = rule({
  id: 'latency.slow-calls',
  area: 'latency',
  title: 'Commands take long',
  condition: 'Time per call on average of 5 minutes, or the 99th percentile; from 5 calls per second on.',
  needs: [],
  thresholds: {
    mean: threshold('Average time of a call', 'microseconds', 1_000, null),
    p99: threshold('99th percentile', 'microseconds', 10_000, null),
  },
  forSeconds: 300,
  reference: 'Redis observability guide: average < 1 ms',
  judge: ({ over }, levels, was) =>
    withWindow(over('commandCallsPerSecond', SPAN_SECONDS), SPAN_SECONDS, (calls) => {
      if (calls.mean < WORTH_CALLS)
        return fine(`Only ${formatValue(calls.mean, 'perSecond')} commands: nothing to average.`);
      const mean = over('microsecondsPerCall', SPAN_SECONDS)?.mean ?? 0;
      const p99 = over('latencyP99Microseconds', SPAN_SECONDS)?.mean ?? null;
      const severity =
        severityAbove(mean, levels.mean, was) ?? (p99 === null ? null : severityAbove(p99, levels.p99, was));
      const slowest = p99 === null ? '' : `, the slowest of a hundred ${formatValue(p99, 'microseconds')}`;
      const numbers = `${formatValue(mean, 'microseconds')} on average${slowest}`;
      return foundOr(severity, `A command takes ${numbers}.`, {
        sentence: `A command takes ${numbers} in the last 5 minutes; a healthy Redis stays below ${formatValue(1000, 'microseconds')}.`,
        evidence: [
          { label: 'Time per call', value: mean, unit: 'microseconds', metric: 'microsecondsPerCall' },
          ...(p99 === null
            ? []
            : [
                {
                  label: 'p99',
                  value: p99,
                  unit: 'microseconds' as const,
                  metric: 'latencyP99Microseconds' as const,
                },
              ]),
        ],
        remedy:
          'That is time in the server, not on the network. The page of commands, sorted by time, names the commands, the slow log their arguments.',
      });
    }),
});

const SLOW_LOG = rule({
  id: 'latency.slow-log',
  area: 'latency',
  title: 'Many slow commands',
  condition: 'New entries of the slow log per second, on average of 5 minutes.',
  needs: ['slowlog|get'],
  thresholds: { rate: threshold('Entries per second', 'perSecond', 1, null) },
  forSeconds: 300,
  reference: 'Zabbix template: slow log entries per second',
  judge: ({ over }, levels, was) =>
    withWindow(over('slowCommandsPerSecond', SPAN_SECONDS), SPAN_SECONDS, ({ mean, increase }) =>
      foundOr(
        severityAbove(mean, levels.rate, was),
        `${plural(increase, 'slow command')} in the last 5 minutes.`,
        {
          sentence: `${formatValue(mean, 'perSecond')} slow commands, ${formatCount(increase)} in the last 5 minutes.`,
          evidence: [
            { label: 'Slow commands', value: mean, unit: 'perSecond', metric: 'slowCommandsPerSecond' },
          ],
          remedy:
            'The slow log, grouped by form, shows which command it is and who sends it. Walk large collections in steps, or keep them smaller.',
        },
      ),
    ),
});

const ERRORS = rule({
  id: 'latency.errors',
  area: 'latency',
  title: 'Commands fail',
  condition: 'Error replies per second, where they are more than 1 % of the commands (5 minutes).',
  needs: [],
  thresholds: { rate: threshold('Errors per second', 'perSecond', 5, null) },
  forSeconds: 300,
  reference: 'Datadog: errors > 5/s; INFO errorstats (6.2)',
  judge: ({ over, values, info }, levels, was) => {
    if (values.errorsPerSecond === undefined || (info && infoNumber(info, 'total_error_replies') === null))
      return untold('how many commands fail');
    return withWindow(over('errorsPerSecond', SPAN_SECONDS), SPAN_SECONDS, ({ mean }) => {
      const commands = over('commandsPerSecond', SPAN_SECONDS)?.mean ?? 0;
      const part = commands === 0 ? 0 : mean / commands;
      const [kind] = [...(info ? readErrorStats(info) : [])].sort((a, b) => b[1] - a[1]);
      const which = kind ? `; the most frequent since the start is ${kind[0]}` : '';
      return foundOr(
        part > 0.01 ? severityAbove(mean, levels.rate, was) : null,
        `${formatValue(mean, 'perSecond')} error replies${commands === 0 ? '' : `, ${formatValue(part, 'ratio')} of the commands`}.`,
        {
          sentence: `${formatValue(mean, 'perSecond')} commands fail, ${formatValue(part, 'ratio')} of all${which}.`,
          evidence: [{ label: 'Error replies', value: mean, unit: 'perSecond', metric: 'errorsPerSecond' }],
          remedy:
            'The page of commands, sorted by failures, shows which; the application’s log has the message.',
        },
      );
    });
  },
});

const SLOW_FORK_US = 500_000;
const SLOW_FORK_PER_GIB_US = 50_000;
const GIB = 1024 ** 3;

const FORK = rule({
  id: 'latency.fork',
  area: 'latency',
  title: 'Slow fork',
  condition: 'The last fork took more than 500 ms, or more than 50 ms for a gibibyte (from 1 GiB on).',
  needs: [],
  thresholds: { duration: threshold('Time of the last fork', 'microseconds', SLOW_FORK_US, null) },
  forSeconds: 0,
  reference: 'LATENCY DOCTOR; redis.io, latency: fork',
  judge: ({ values }, levels, was) => {
    const { lastForkMicroseconds: fork, usedMemoryRssBytes: rss } = values;
    if (fork == null) return fine('It has not forked since its start.');
    const gib = (rss ?? 0) / GIB;
    const perGib = gib >= 1 ? fork / gib : 0;
    const severity =
      severityAbove(fork, levels.duration, was) ?? (perGib > SLOW_FORK_PER_GIB_US ? 'warning' : null);
    const each = gib >= 1 ? `, ${formatValue(perGib, 'microseconds')} for a GiB` : '';
    return foundOr(severity, `The last fork took ${formatValue(fork, 'microseconds')}${each}.`, {
      sentence: `The last fork took ${formatValue(fork, 'microseconds')}${each}; for that long nobody was served.`,
      evidence: [{ label: 'Last fork', value: fork, unit: 'microseconds', metric: 'lastForkMicroseconds' }],
      remedy:
        'Every snapshot and rewrite begins with one. Turn transparent huge pages off, use smaller instances, or save on a replica.',
      line: 'echo never > /sys/kernel/mm/transparent_hugepage/enabled',
    });
  },
});

const MANY_CAPS = 10;

const EXPIRY = rule({
  id: 'latency.expiry',
  area: 'latency',
  title: 'Expiry cannot keep up',
  condition: 'Expiring keys ran out of its time more than 10 times in 5 minutes.',
  needs: [],
  thresholds: {},
  forSeconds: 0,
  reference: 'INFO stats, expired_time_cap_reached_count; redis.io, latency: expires',
  judge: ({ over, values }) => {
    if (values.expireTimeCapsPerSecond === undefined) return untold('how expiry keeps up');
    return withIncrease(over('expireTimeCapsPerSecond', SPAN_SECONDS), SPAN_SECONDS, (increase) =>
      foundOr(increase > MANY_CAPS ? 'advice' : null, 'Keys that expire are removed in good time.', {
        sentence: `Removing expired keys ran out of its time ${plural(increase, 'time')} in the last 5 minutes: very many expire at the same moment.`,
        evidence: [
          {
            label: 'Expired',
            value: over('expiredKeysPerSecond', SPAN_SECONDS)?.mean ?? 0,
            unit: 'perSecond',
            metric: 'expiredKeysPerSecond',
          },
        ],
        remedy:
          'Spread the TTLs by adding some chance to each, so that what was written together does not expire together.',
      }),
    );
  },
});

export const LATENCY_RULES: readonly Rule[] = [
  MAIN_THREAD,
  EVENT_LOOP,
  SLOW_CALLS,
  SLOW_LOG,
  ERRORS,
  FORK,
  EXPIRY,
];
