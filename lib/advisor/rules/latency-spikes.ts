import { formatDuration, formatValue } from '@/lib/format';
import { infoNumber } from '@/lib/redis/info-fields';
import type { LatencyEvent } from '@/lib/redis/parse-latency-monitor';
import { severityAbove, threshold } from '../levels';
import type { Rule } from '../rule';
import { fine, foundOr, rule, settingOf, unchecked, withConfig } from '../verdicts';

const RECENT_SECONDS = 900;

/** What an event of the latency monitor is, and what helps; the first whose name begins like that. */
const CAUSES: readonly [event: string, what: string, remedy: string][] = [
  [
    'fast-command',
    'A command that is quick by itself',
    'The machine did something else meanwhile: look for busy neighbours and swapping, and measure with redis-cli --intrinsic-latency 100 on it.',
  ],
  ['command', 'A slow command', 'The slow log has it with its arguments, unless that was reset.'],
  [
    'fork',
    'A fork for a snapshot or a rewrite',
    'Turn transparent huge pages off, use smaller instances, or save on a replica.',
  ],
  [
    'expire',
    'Removing expired keys',
    'Spread the times to live by adding some chance to each; large keys are freed beside the traffic with lazyfree-lazy-expire.',
  ],
  [
    'eviction',
    'Evicting keys',
    'Leave more room below maxmemory; large keys are freed beside the traffic with lazyfree-lazy-eviction.',
  ],
  ['aof', 'Writing the append-only file', 'The disk is too slow or too busy: give the file one of its own.'],
  ['rdb', 'A file of snapshots', 'The file system is slow to delete large files.'],
  ['active-defrag', 'Defragmenting', 'Let it work less at a time: active-defrag-cycle-max.'],
];

const SPIKES = rule({
  id: 'latency.spikes',
  area: 'latency',
  title: 'Held up',
  condition:
    'What the latency monitor has seen hold the server up within 15 minutes, and for how long; anything that it notes is advice.',
  needs: ['latency|latest'],
  thresholds: { spike: threshold('Longest of them', 'microseconds', 500_000, null) },
  forSeconds: 0,
  reference: 'LATENCY DOCTOR; redis.io, latency monitor',
  judge: (facts, levels, was) => {
    const { spikes, info, now } = facts;
    if (spikes === null) return unchecked('LATENCY LATEST has not been answered');
    // Moments are by the server's clock.
    const seconds = ((info && infoNumber(info, 'server_time_usec')) ?? now * 1000) / 1e6;
    const recent = spikes.filter(({ at }) => at > seconds - RECENT_SECONDS);
    const [worst] = recent.toSorted((a, b) => b.lastMs - a.lastMs);
    if (!worst)
      return withConfig(facts, (config) =>
        settingOf(config, 'latency-monitor-threshold') === 0
          ? { ...unchecked('the latency monitor is off'), line: 'CONFIG SET latency-monitor-threshold 100' }
          : fine('The latency monitor has noted nothing in the last 15 minutes.'),
      );
    const duration = worst.lastMs * 1000;
    const [, what, remedy] = causeOf(worst);
    const ago = formatDuration(Math.max(0, Math.round(seconds - worst.at)));
    return foundOr(severityAbove(duration, levels.spike, was) ?? 'advice', '', {
      sentence: `${what} held the server up for ${formatValue(duration, 'microseconds')}, ${ago} ago, and nobody was served meanwhile${recent.length === 1 ? '' : `; it was the longest of ${recent.length} kinds of delay in the last 15 minutes`}.`,
      evidence: recent
        .slice(0, 5)
        .map(({ event, lastMs }) => ({ label: event, value: lastMs * 1000, unit: 'microseconds' as const })),
      remedy,
      line: `LATENCY HISTORY ${worst.event}`,
    });
  },
});

const causeOf = ({ event }: LatencyEvent) =>
  CAUSES.find(([begin]) => event.startsWith(begin)) ??
  ([event, `What it calls ${event}`, 'LATENCY DOCTOR says more about it.'] as const);

export const LATENCY_SPIKE_RULES: readonly Rule[] = [SPIKES];
