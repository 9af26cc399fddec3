import { formatBytes, formatDuration, formatValue, share } from '@/lib/format';
import { infoText } from '@/lib/redis/info-fields';
import { severityAbove, severityBelow, threshold } from '../levels';
import type { Facts, Rule } from '../rule';
import { THRESHOLDS } from '../thresholds';
import { fine, foundOr, INAPPLICABLE, rule, untold, withWindow } from '../verdicts';

export const policyOf = ({ info }: Facts): string | null => info && infoText(info, 'maxmemory_policy');

/** A quarter more, in whole mebibytes: what to try first where there is room. */
const aQuarterMore = (bytes: number) => `CONFIG SET maxmemory ${Math.ceil((bytes * 1.25) / 1024 ** 2)}mb`;

const NEAR_LIMIT = rule({
  id: 'memory.near-limit',
  area: 'memory',
  title: 'Memory near its limit',
  condition: 'Used memory, as a share of maxmemory, under the policy noeviction.',
  needs: [],
  thresholds: {
    share: threshold(
      'Share of maxmemory',
      'ratio',
      THRESHOLDS.usedMemoryBytes.warning,
      THRESHOLDS.usedMemoryBytes.critical,
    ),
  },
  forSeconds: 300,
  reference: 'Redis observability guide: act at 80 % where nothing is evicted; Datadog, Zabbix: 90 %',
  judge: (facts, levels, was) => {
    const { usedMemoryBytes: used, maxmemoryBytes: limit } = facts.values;
    const part = share(used, limit);
    const policy = policyOf(facts);
    if (used == null) return untold('how much memory it uses');
    if (limit == null || part === null) return INAPPLICABLE;
    const full = `${formatBytes(used)} of ${formatBytes(limit)} used (${formatValue(part, 'ratio')})`;
    if (policy !== 'noeviction') return fine(`${full}; at the limit ${policy ?? 'the policy'} makes room.`);
    return foundOr(severityAbove(part, levels.share, was), `${full}.`, {
      sentence: `Memory is at ${formatValue(part, 'ratio')} of its limit, ${formatBytes(used)} of ${formatBytes(limit)}; at 100 % Redis refuses writes (noeviction).`,
      evidence: [
        { label: 'Used', value: used, unit: 'bytes', metric: 'usedMemoryBytes' },
        { label: 'Limit', value: limit, unit: 'bytes', metric: 'maxmemoryBytes' },
      ],
      remedy:
        'Raise the limit if the machine has room, give keys a TTL, or let a cache evict: CONFIG SET maxmemory-policy allkeys-lru. The analysis of the keys shows what takes the room.',
      line: aQuarterMore(limit),
    });
  },
});

const NEAR_SYSTEM = rule({
  id: 'memory.near-system',
  area: 'memory',
  title: "Memory near the machine's",
  condition: "Resident memory of the process, as a share of the machine's memory.",
  needs: [],
  thresholds: { share: threshold("Share of the machine's memory", 'ratio', 0.75, 0.9) },
  forSeconds: 300,
  reference: 'awesome-prometheus-alerts RedisOutOfSystemMemory; redis-mixin',
  judge: ({ values }, levels, was) => {
    const { usedMemoryRssBytes: rss, totalSystemMemoryBytes: system } = values;
    const part = share(rss, system);
    if (rss == null || system == null || part === null) return untold("the machine's memory");
    const text = `${formatBytes(rss)} of the machine's ${formatBytes(system)}`;
    return foundOr(
      severityAbove(part, levels.share, was),
      `The process takes ${text} (${formatValue(part, 'ratio')}).`,
      {
        sentence: `The process takes ${formatValue(part, 'ratio')} of the machine's memory, ${formatBytes(rss)} of ${formatBytes(system)}: the system may swap it out or end it.`,
        evidence: [
          { label: 'Resident', value: rss, unit: 'bytes', metric: 'usedMemoryRssBytes' },
          { label: 'Machine', value: system, unit: 'bytes', metric: 'totalSystemMemoryBytes' },
        ],
        remedy:
          'A limit that leaves room for a fork, for buffers and for fragmentation keeps it alive: about 60 % of the machine where snapshots are made.',
        line: `CONFIG SET maxmemory ${Math.floor((system * 0.6) / 1024 ** 2)}mb`,
      },
    );
  },
});

const NO_LIMIT = rule({
  id: 'memory.no-limit',
  area: 'memory',
  title: 'No memory limit',
  condition: 'maxmemory is 0.',
  needs: [],
  thresholds: {},
  forSeconds: 0,
  reference: 'redis.io, administration: "set an explicit maxmemory"',
  judge: ({ values, info }) => {
    const { maxmemoryBytes: limit, totalSystemMemoryBytes: system } = values;
    if (!info || infoText(info, 'maxmemory') === null) return untold('its limit');
    const machine = system == null ? 'the system’s memory' : `the machine's ${formatBytes(system)}`;
    return foundOr(limit == null ? 'advice' : null, `A limit is set: ${formatBytes(limit)}.`, {
      sentence: `maxmemory is not set, so only ${machine} ends its growth of ${formatBytes(values.usedMemoryBytes)} today.`,
      evidence: [
        { label: 'Used', value: values.usedMemoryBytes ?? 0, unit: 'bytes', metric: 'usedMemoryBytes' },
      ],
      remedy:
        'With a limit Redis refuses writes or evicts keys, as the policy says; without one, the system ends the process. Leave room for a fork, buffers and fragmentation.',
      ...(system != null && { line: `CONFIG SET maxmemory ${Math.floor((system * 0.6) / 1024 ** 2)}mb` }),
    });
  },
});

/** Growth is looked at over this long: both halves must agree, or it was a leap and no trend. */
const TREND_SECONDS = 900;
/** A small part of the limit is filled at any pace while an application starts. */
const WORTH_SHARE = 0.5;

const PREDICTED_FULL = rule({
  id: 'memory.predicted-full',
  area: 'memory',
  title: 'Memory full soon',
  condition:
    'Time until maxmemory is reached if it grows on as in the last 15 minutes; noeviction, from half full on.',
  needs: [],
  thresholds: { left: threshold('Time until full', 'seconds', 86_400, 14_400) },
  forSeconds: 900,
  reference: 'Prometheus predict_linear; BetterDB forecast',
  judge: (facts, levels, was) => {
    const { usedMemoryBytes: used, maxmemoryBytes: limit } = facts.values;
    if (used == null || limit == null || policyOf(facts) !== 'noeviction') return INAPPLICABLE;
    return withWindow(facts.over('usedMemoryBytes', TREND_SECONDS), TREND_SECONDS, (whole) => {
      const half = TREND_SECONDS / 2;
      const late = facts.over('usedMemoryBytes', half)?.mean ?? 0;
      const early = facts.before('usedMemoryBytes', half, half)?.mean ?? late;
      // Between the middles of the two halves.
      const perSecond = (late - early) / half;
      const isTrend = whole.increase > 0 && perSecond > 0 && used / limit >= WORTH_SHARE;
      const isSteady =
        isTrend &&
        whole.increase / TREND_SECONDS < perSecond * 2 &&
        whole.increase / TREND_SECONDS > perSecond / 2;
      const seconds = isSteady ? Math.max(0, limit - used) / perSecond : Infinity;
      const severity = severityBelow(seconds, levels.left, was);
      return foundOr(severity, 'At its present pace it will not be full within a day.', {
        sentence: `Memory grows by ${formatValue(perSecond, 'bytesPerSecond')} and will be full in ${formatDuration(seconds)}; then Redis refuses writes (noeviction).`,
        evidence: [{ label: 'Used', value: used, unit: 'bytes', metric: 'usedMemoryBytes' }],
        remedy:
          'Find what grows with the analysis of the keys, and give it a TTL or a length; or raise the limit.',
        line: aQuarterMore(limit),
      });
    });
  },
});

export const MEMORY_LIMIT_RULES: readonly Rule[] = [NEAR_LIMIT, NEAR_SYSTEM, NO_LIMIT, PREDICTED_FULL];
