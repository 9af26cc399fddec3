import { formatBytes, formatValue } from '@/lib/format';
import { severityAbove, severityBelow, threshold } from '../levels';
import type { Facts, Rule } from '../rule';
import { fine, foundOr, rule, unchecked, withWindow } from '../verdicts';

const LOW_SECONDS = 900;
/** Of fewer lookups a hit rate is chance, and what does not cache has few. */
const WORTH_LOOKUPS = 100;

const lookups = ({ over }: Facts, seconds: number) =>
  (over('hitsPerSecond', seconds)?.mean ?? 0) + (over('missesPerSecond', seconds)?.mean ?? 0);

const LOW = rule({
  id: 'latency.hit-rate',
  area: 'latency',
  title: 'Low hit rate',
  condition: 'Lookups that find their key, in the last 15 minutes; from 100 lookups per second on.',
  needs: [],
  thresholds: { hits: threshold('Hit rate', 'ratio', 0.5, null) },
  forSeconds: 900,
  reference: 'Redis observability guide: above 50 %; ElastiCache: about 80 %',
  judge: (facts, levels, was) =>
    withWindow(facts.over('hitsPerSecond', LOW_SECONDS), LOW_SECONDS, () => {
      const rate = lookups(facts, LOW_SECONDS);
      const ratio = facts.over('hitRatio', LOW_SECONDS);
      if (ratio === null) return fine('Nobody has looked a key up in the last 15 minutes.');
      const severity = rate < WORTH_LOOKUPS ? null : severityBelow(ratio.mean, levels.hits, was);
      const numbers = `${formatValue(ratio.mean, 'ratio')} of ${formatValue(rate, 'perSecond')} lookups`;
      return foundOr(severity, `${numbers} hit in the last 15 minutes.`, {
        sentence: `Only ${numbers} found their key in the last 15 minutes.`,
        evidence: [{ label: 'Hit rate', value: ratio.mean, unit: 'ratio', metric: 'hitRatio' }],
        remedy:
          'Of a cache: are TTLs too short, is too much evicted, or are keys asked for that nobody ever writes? Of queues and locks this is no fault: switch the rule off here.',
      });
    }),
});

const FALL_SECONDS = 600;
const BEFORE_SECONDS = 1800;
/** A fall is a fall at fewer lookups, too. */
const FALL_LOOKUPS = 20;

const FALL = rule({
  id: 'latency.hit-rate-fall',
  area: 'latency',
  title: 'Hit rate has fallen',
  condition:
    'The hit rate of the last 10 minutes, against the half hour before; from 20 lookups per second on.',
  needs: [],
  thresholds: { fall: threshold('Fall of the hit rate', 'ratio', 0.2, null) },
  forSeconds: 300,
  reference: 'Redis observability guide: cache hit ratio; Azure Monitor: misses',
  judge: (facts, levels, was) =>
    withWindow(facts.over('hitsPerSecond', FALL_SECONDS), FALL_SECONDS, () => {
      const now = facts.over('hitRatio', FALL_SECONDS);
      const before = facts.before('hitRatio', FALL_SECONDS, BEFORE_SECONDS);
      if (now === null) return fine('Nobody has looked a key up in the last 10 minutes.');
      if (before === null) return unchecked('there is no hit rate of before to compare with yet');
      const fall = before.mean - now.mean;
      const severity =
        lookups(facts, FALL_SECONDS) < FALL_LOOKUPS ? null : severityAbove(fall, levels.fall, was);
      const from = `from ${formatValue(before.mean, 'ratio')} to ${formatValue(now.mean, 'ratio')}`;
      return foundOr(
        severity,
        `The hit rate is ${formatValue(now.mean, 'ratio')}, ${formatValue(before.mean, 'ratio')} before.`,
        {
          sentence: `Hit rate fell ${from} in the last 10 minutes${whyOf(facts)}.`,
          evidence: [
            { label: 'Hit rate', value: now.mean, unit: 'ratio', metric: 'hitRatio' },
            {
              label: 'Evicted',
              value: facts.over('evictedKeysPerSecond', FALL_SECONDS)?.mean ?? 0,
              unit: 'perSecond',
              metric: 'evictedKeysPerSecond',
            },
          ],
          remedy:
            'What is missing is fetched from behind the cache, which feels it first. Look at the evictions, the expired keys and the last deployment.',
        },
      );
    }),
});

/** What rose at the same time is likely to be the cause. */
function whyOf({ over, before, values }: Facts): string {
  const rose = (metric: 'evictedKeysPerSecond' | 'expiredKeysPerSecond') => {
    const now = over(metric, FALL_SECONDS)?.mean ?? 0;
    return now > 1 && now > (before(metric, FALL_SECONDS, BEFORE_SECONDS)?.mean ?? 0) * 2 ? now : null;
  };
  const evicted = rose('evictedKeysPerSecond');
  if (evicted !== null)
    return ` while evictions rose to ${formatValue(evicted, 'perSecond')}: maxmemory${values.maxmemoryBytes == null ? '' : ` of ${formatBytes(values.maxmemoryBytes)}`} is reached`;
  const expired = rose('expiredKeysPerSecond');
  return expired === null ? '' : ` while ${formatValue(expired, 'perSecond')} keys expired`;
}

export const HIT_RATE_RULES: readonly Rule[] = [LOW, FALL];
