import { formatCount, formatDuration, formatValue } from '@/lib/format';
import { infoNumber } from '@/lib/redis/info-fields';
import { severityAbove, threshold } from '../levels';
import type { Rule } from '../rule';
import { fine, foundOr, INAPPLICABLE, rule, unchecked } from '../verdicts';

const DOWN = rule({
  id: 'availability.down',
  area: 'availability',
  title: 'Down',
  condition: 'The node does not answer.',
  needs: [],
  thresholds: {},
  forSeconds: 30,
  reference: 'awesome-prometheus-alerts RedisDown; redis-mixin; Datadog redis.can_connect',
  judge: ({ state, since, now, error, values }) => {
    if (state === 'connecting') return unchecked('it has not answered yet');
    const uptime = values.uptimeSeconds == null ? '' : `, up for ${formatDuration(values.uptimeSeconds)}`;
    if (state !== 'down') return fine(`It answers${uptime}.`);
    const seconds = Math.max(0, (now - since) / 1000);
    return {
      kind: 'found',
      severity: 'critical',
      sentence: `Down for ${formatDuration(seconds)}: ${error?.message ?? 'it does not answer.'}`,
      evidence: [],
      remedy: error?.remedy ?? 'Look whether the process runs and what its log says last.',
      ...(error?.line !== undefined && { line: error.line }),
      action: 'instance.reconnect',
    };
  },
});

const LOADING = rule({
  id: 'availability.loading',
  area: 'availability',
  title: 'Loading its data',
  condition: 'The server loads its data from disk (critical when it takes long).',
  needs: [],
  thresholds: { duration: threshold('Time of loading', 'seconds', 0, 900) },
  forSeconds: 60,
  reference: 'INFO persistence, loading; redis.io, administration',
  judge: ({ state, since, now, values, info }, levels, was) => {
    if (state === 'down' || state === 'connecting') return unchecked('it does not answer');
    if (state === 'up') return fine('All its data is loaded.');
    const done = values.loadedRatio == null ? '' : `, ${formatValue(values.loadedRatio, 'ratio')} done`;
    const eta = info && infoNumber(info, 'loading_eta_seconds');
    const left = eta === null || eta < 0 ? '' : `, about ${formatDuration(eta)} to go`;
    const seconds = Math.max(1, (now - since) / 1000);
    return foundOr(severityAbove(seconds, levels.duration, was), 'It loads its data.', {
      sentence: `Loading its data from disk for ${formatDuration(seconds)}${done}${left}; it serves no reads until then.`,
      evidence: [{ label: 'Loaded', value: values.loadedRatio ?? 0, unit: 'ratio', metric: 'loadedRatio' }],
      remedy:
        'Nothing but waiting helps now. Smaller instances load faster, and a replica can be promoted meanwhile.',
    });
  },
});

/** A start that was seen: what was never watched before may be as young as it likes. */
const RESTARTED_SECONDS = 600;

const RESTARTED = rule({
  id: 'availability.restarted',
  area: 'availability',
  title: 'Restarted',
  condition: 'The server was restarted within the last 10 minutes.',
  needs: [],
  thresholds: {},
  forSeconds: 0,
  reference: 'Zabbix template: uptime < 10 min',
  judge: ({ state, values, over }) => {
    const uptime = values.uptimeSeconds;
    if (state !== 'up') return unchecked('it does not answer');
    if (uptime == null) return INAPPLICABLE;
    const watched = over('uptimeSeconds', RESTARTED_SECONDS);
    const wasSeen = watched !== null && watched.max > uptime + 1;
    return foundOr(
      wasSeen && uptime < RESTARTED_SECONDS ? 'advice' : null,
      `It has been up for ${formatDuration(uptime)}.`,
      {
        sentence: `It was restarted ${formatDuration(uptime)} ago, after it had been up for ${formatDuration(watched?.max ?? null)}.`,
        evidence: [{ label: 'Uptime', value: uptime, unit: 'seconds', metric: 'uptimeSeconds' }],
        remedy:
          'If nobody did that on purpose, its log or the system’s says why: look for the OOM killer. Counters since the start begin anew, so rates have a gap.',
      },
    );
  },
});

const NO_DATA = rule({
  id: 'availability.no-data',
  area: 'availability',
  title: 'No data',
  condition: 'How old the newest reply is, although nothing was refused: three readings were missed.',
  needs: [],
  thresholds: { age: threshold('Age of the newest reply', 'seconds', 15, null) },
  forSeconds: 0,
  reference: 'Zabbix template: no data',
  judge: ({ state, answeredAt, now }, levels, was) => {
    if (state === 'down' || state === 'connecting') return unchecked('it does not answer');
    if (answeredAt === null) return unchecked('it has not answered yet');
    const seconds = Math.max(0, (now - answeredAt) / 1000);
    return foundOr(
      severityAbove(seconds, levels.age, was),
      'What is shown here is not older than a few seconds.',
      {
        sentence: `Its newest reply is ${formatDuration(seconds)} old, and so is everything that is shown here.`,
        evidence: [{ label: 'Age', value: seconds, unit: 'seconds' }],
        remedy:
          'It may hang in a slow command, or the dashboard’s own machine is overloaded. After ten seconds without an answer it counts as down.',
        action: 'instance.reconnect',
      },
    );
  },
});

const RECENT_SECONDS = 600;

const UNSTABLE = rule({
  id: 'availability.unstable',
  area: 'availability',
  title: 'Lost again and again',
  condition: 'How often it stopped answering within 10 minutes, although it answers now.',
  needs: [],
  thresholds: { outages: threshold('Outages', 'count', 3, null) },
  forSeconds: 0,
  reference: 'awesome-prometheus-alerts: flapping; Prometheus changes()',
  judge: ({ state, outages, now }, levels, was) => {
    if (state === 'down' || state === 'connecting') return unchecked('it does not answer');
    const recent = outages.filter((at) => at > now - RECENT_SECONDS * 1000);
    const times = recent.length === 1 ? 'once' : `${formatCount(recent.length)} times`;
    return foundOr(
      severityAbove(recent.length, levels.outages, was),
      recent.length === 0
        ? 'It was not lost in the last 10 minutes.'
        : `It was lost ${times} in the last 10 minutes.`,
      {
        sentence: `It was lost ${times} in the last 10 minutes, and answers again: applications meet the same.`,
        evidence: [{ label: 'Outages', value: recent.length, unit: 'count', metric: 'uptimeSeconds' }],
        remedy:
          'If it was up all the time, it is the network, or a command that takes longer than a connection waits. If it restarts, its log or the system’s says why.',
      },
    );
  },
});

export const AVAILABILITY_RULES: readonly Rule[] = [DOWN, NO_DATA, UNSTABLE, LOADING, RESTARTED];
