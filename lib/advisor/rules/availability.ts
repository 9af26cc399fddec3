import { formatDuration, formatValue } from '@/lib/format';
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

export const AVAILABILITY_RULES: readonly Rule[] = [DOWN, LOADING, RESTARTED];
