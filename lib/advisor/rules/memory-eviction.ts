import { formatBytes, formatCount, formatDuration, formatValue, share } from '@/lib/format';
import { plural } from '@/lib/plural';
import { severityAbove, threshold } from '../levels';
import type { Rule } from '../rule';
import { fine, foundOr, INAPPLICABLE, rule, untold, withIncrease, withWindow } from '../verdicts';
import { policyOf } from './memory-limit';

const EVICTION_SECONDS = 600;

const EVICTIONS = rule({
  id: 'memory.evictions',
  area: 'memory',
  title: 'Evictions',
  condition:
    'Keys evicted per minute, as a share of all keys (10 minutes); under volatile-* and random policies any eviction is a warning.',
  needs: [],
  thresholds: { perMinute: threshold('Share of the keys evicted per minute', 'ratio', null, 0.01) },
  forSeconds: 600,
  reference: 'Azure Monitor (100 and 500 keys/s); ElastiCache: Evictions',
  judge: (facts, levels, was) => {
    const policy = policyOf(facts);
    const { maxmemoryBytes: limit, keys } = facts.values;
    if (policy === null || policy === 'noeviction' || limit == null) return INAPPLICABLE;
    return withWindow(facts.over('evictedKeysPerSecond', EVICTION_SECONDS), EVICTION_SECONDS, (evicted) => {
      if (evicted.increase === 0) return fine('No key was evicted in the last 10 minutes.');
      const part = share(evicted.mean * 60, keys) ?? 0;
      const byUse = policy.startsWith('allkeys-l');
      const severity = severityAbove(part, levels.perMinute, was) ?? (byUse ? null : 'warning');
      const rate = formatValue(evicted.mean, 'perSecond');
      return foundOr(
        severity,
        `${policy} evicts ${rate}, ${formatValue(part, 'ratio')} of the keys in a minute: what a cache does at its limit.`,
        {
          sentence: `${policy} evicts ${rate}, ${formatValue(part, 'ratio')} of all ${formatCount(keys)} keys in a minute: the limit of ${formatBytes(limit)} is reached.`,
          evidence: [
            { label: 'Evicted', value: evicted.mean, unit: 'perSecond', metric: 'evictedKeysPerSecond' },
          ],
          remedy: byUse
            ? 'Data that is evicted so soon is hardly ever read from the cache: raise the limit, or store less.'
            : 'This policy does not choose by use: what goes may be what is needed most. Raise the limit, or let the least recently used of all keys go.',
          line: byUse
            ? `CONFIG SET maxmemory ${Math.ceil((limit * 1.25) / 1024 ** 2)}mb`
            : 'CONFIG SET maxmemory-policy allkeys-lru',
        },
      );
    });
  },
});

const OOM_SECONDS = 300;

const OOM = rule({
  id: 'memory.oom-errors',
  area: 'memory',
  title: 'Writes refused for want of memory',
  condition: 'Commands answered with OOM within 5 minutes.',
  needs: [],
  thresholds: { errors: threshold('Refused commands', 'count', null, 0) },
  forSeconds: 0,
  reference: 'INFO errorstats, errorstat_OOM (6.2)',
  judge: ({ over, values }, levels, was) => {
    if (values.errorsPerSecond === undefined || values.oomErrorsPerSecond === undefined)
      return untold('its errors by kind');
    return withIncrease(over('oomErrorsPerSecond', OOM_SECONDS), OOM_SECONDS, (refused) =>
      foundOr(
        severityAbove(refused, levels.errors, was),
        'No write was refused for want of memory in the last 5 minutes.',
        {
          sentence: `${plural(refused, 'command')} ${refused === 1 ? 'was' : 'were'} refused with OOM in the last ${formatDuration(OOM_SECONDS)}: memory is at its limit and nothing may be evicted.`,
          evidence: [{ label: 'OOM errors', value: refused, unit: 'count', metric: 'oomErrorsPerSecond' }],
          remedy:
            'Make room now: raise the limit, or unlink what nobody needs. Then give keys a TTL, or let a cache evict.',
          ...(values.maxmemoryBytes != null && {
            line: `CONFIG SET maxmemory ${Math.ceil((values.maxmemoryBytes * 1.25) / 1024 ** 2)}mb`,
          }),
        },
      ),
    );
  },
});

const OVER_LIMIT = rule({
  id: 'memory.over-limit',
  area: 'memory',
  title: 'Eviction cannot keep up',
  condition: 'Part of the last 5 minutes in which memory was over maxmemory although keys were evicted.',
  needs: [],
  thresholds: { part: threshold('Part of the time', 'ratio', 0.1, null) },
  forSeconds: 300,
  reference: 'INFO stats, total_eviction_exceeded_time (7.0)',
  judge: ({ over, values }, levels, was) => {
    if (values.maxmemoryBytes == null) return INAPPLICABLE;
    if (values.overLimitRatio === undefined) return untold('how long it is over its limit');
    return withWindow(over('overLimitRatio', 300), 300, ({ mean }) =>
      foundOr(
        severityAbove(mean, levels.part, was),
        `Memory was over its limit ${formatValue(mean, 'ratio')} of the last 5 minutes.`,
        {
          sentence: `Memory was over its limit for ${formatValue(mean, 'ratio')} of the last 5 minutes: eviction cannot keep up with the writes.`,
          evidence: [{ label: 'Over the limit', value: mean, unit: 'ratio', metric: 'overLimitRatio' }],
          remedy:
            'Let eviction work harder (it costs latency), raise the limit, or unlink large keys, which take long to evict.',
          line: 'CONFIG SET maxmemory-eviction-tenacity 50',
        },
      ),
    );
  },
});

/** Of a volatile-* policy: with fewer keys that expire there is hardly anything to evict (RedisInsight). */
const FEW_EXPIRING = 0.1;

const FEW_EVICTABLE = rule({
  id: 'memory.few-evictable',
  area: 'memory',
  title: 'Little that may be evicted',
  condition: 'Fewer than 10 % of the keys have a TTL while a volatile-* policy may only evict those.',
  needs: [],
  thresholds: {},
  forSeconds: 0,
  reference: 'RedisInsight recommendations; redis.io, eviction',
  judge: (facts) => {
    const policy = policyOf(facts);
    const { keys, expiringKeys, maxmemoryBytes: limit } = facts.values;
    if (!policy?.startsWith('volatile-') || limit == null || !keys) return INAPPLICABLE;
    const part = share(expiringKeys, keys);
    if (part === null) return untold('how many keys have a TTL');
    return foundOr(
      part < FEW_EXPIRING ? 'advice' : null,
      `${formatValue(part, 'ratio')} of the keys have a TTL and may be evicted.`,
      {
        sentence: `Only ${formatValue(part, 'ratio')} of the ${formatCount(keys)} keys have a TTL, and ${policy} may evict no others: once those are gone, Redis refuses writes.`,
        evidence: [
          { label: 'Keys with TTL', value: expiringKeys ?? 0, unit: 'count', metric: 'expiringKeys' },
          { label: 'Keys', value: keys, unit: 'count', metric: 'keys' },
        ],
        remedy: 'Give what may go a TTL, or let every key be evicted.',
        line: `CONFIG SET maxmemory-policy ${policy.replace('volatile-ttl', 'volatile-lru').replace('volatile', 'allkeys')}`,
      },
    );
  },
});

const LAZYFREE = rule({
  id: 'memory.lazyfree-backlog',
  area: 'memory',
  title: 'Freeing lags behind',
  condition: 'Objects that wait to be freed in the background, all through 5 minutes.',
  needs: [],
  thresholds: { objects: threshold('Waiting objects', 'count', 100_000, null) },
  forSeconds: 300,
  reference: 'INFO memory, lazyfree_pending_objects',
  judge: ({ over, values }, levels, was) => {
    if (values.lazyfreePendingObjects == null) return untold('what waits to be freed');
    return withWindow(over('lazyfreePendingObjects', 300), 300, ({ min }) =>
      foundOr(
        severityAbove(min, levels.objects, was),
        `${formatCount(values.lazyfreePendingObjects)} objects wait to be freed.`,
        {
          sentence: `At least ${formatCount(min)} objects have waited to be freed all through the last 5 minutes: memory is given back more slowly than keys go.`,
          evidence: [{ label: 'Waiting', value: min, unit: 'count', metric: 'lazyfreePendingObjects' }],
          remedy: 'Unlink large keys in portions (SSCAN, HSCAN and their removal), or at a quieter time.',
        },
      ),
    );
  },
});

export const MEMORY_EVICTION_RULES: readonly Rule[] = [EVICTIONS, OOM, OVER_LIMIT, FEW_EVICTABLE, LAZYFREE];
