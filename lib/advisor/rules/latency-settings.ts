import { formatValue } from '@/lib/format';
import type { Rule } from '../rule';
import { foundOr, rule, settingOf, untold, withConfig } from '../verdicts';

const SHORTEST_LOG = 1;
const LATEST_THRESHOLD_US = 1_000_000;

const SLOW_LOG_OFF = rule({
  id: 'latency.slow-log-off',
  area: 'latency',
  title: 'Slow log off',
  condition: 'slowlog-log-slower-than is negative or above one second, or the log holds nothing.',
  needs: ['config|get'],
  thresholds: {},
  forSeconds: 0,
  reference: 'LATENCY DOCTOR; redis.io, SLOWLOG',
  judge: (facts) =>
    withConfig(facts, (config) => {
      const slower =
        settingOf(config, 'slowlog-log-slower-than') ?? settingOf(config, 'commandlog-execution-slower-than');
      const length =
        settingOf(config, 'slowlog-max-len') ?? settingOf(config, 'commandlog-slow-execution-max-len');
      if (slower === null) return untold('what its slow log keeps');
      const off = slower < 0 || length === 0;
      const bad = off || slower > LATEST_THRESHOLD_US || (length ?? SHORTEST_LOG) < SHORTEST_LOG;
      return foundOr(
        bad ? 'advice' : null,
        `Commands that take longer than ${formatValue(slower, 'microseconds')} are logged.`,
        {
          sentence: off
            ? 'The slow log is off: nobody will be able to say which command was slow.'
            : `Only what takes longer than ${formatValue(slower, 'microseconds')} is logged: what disturbs others is far shorter.`,
          evidence: [],
          remedy: 'The log costs next to nothing. Ten milliseconds is the usual threshold.',
          line: 'CONFIG SET slowlog-log-slower-than 10000 slowlog-max-len 1024',
        },
      );
    }),
});

const LATENCY_MONITOR_OFF = rule({
  id: 'latency.monitor-off',
  area: 'latency',
  title: 'Latency monitor off',
  condition: 'latency-monitor-threshold is 0.',
  needs: ['config|get'],
  thresholds: {},
  forSeconds: 0,
  reference: 'LATENCY DOCTOR; redis.io, latency monitor',
  judge: (facts) =>
    withConfig(facts, (config) => {
      const ms = settingOf(config, 'latency-monitor-threshold');
      if (ms === null) return untold('its latency monitor');
      return foundOr(ms === 0 ? 'advice' : null, `Whatever holds it up for ${ms} ms is remembered.`, {
        sentence:
          'The latency monitor is off: forks, evictions and the disk hold a server up without a line in the slow log.',
        evidence: [],
        remedy:
          'It costs nothing while nothing is slow, and says what held the server up when something was.',
        line: 'CONFIG SET latency-monitor-threshold 100',
      });
    }),
});

const TRACKING_OFF = rule({
  id: 'latency.tracking-off',
  area: 'latency',
  title: 'Latency tracking off',
  condition: 'latency-tracking is no (7.0).',
  needs: ['config|get'],
  thresholds: {},
  forSeconds: 0,
  reference: 'redis.io, LATENCY HISTOGRAM (7.0)',
  judge: (facts) =>
    withConfig(facts, (config) => {
      const tracking = config.get('latency-tracking');
      if (tracking === undefined) return untold('latency by command');
      return foundOr(tracking === 'no' ? 'advice' : null, 'Latency is tracked by command.', {
        sentence:
          'Latency is not tracked by command, so there are no percentiles: only averages, which hide what is slow.',
        evidence: [],
        remedy: 'It is on by default; a look at the clock is all that it costs each call.',
        line: 'CONFIG SET latency-tracking yes',
      });
    }),
});

/** What would tell of latency, and is off. */
export const LATENCY_SETTING_RULES: readonly Rule[] = [SLOW_LOG_OFF, LATENCY_MONITOR_OFF, TRACKING_OFF];
