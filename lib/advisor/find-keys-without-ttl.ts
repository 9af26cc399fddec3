import { type AnalysisResult, estimateOf } from '@/lib/keyspace/analysis-result';
import { drillDown, nameOf, prefixAt } from '@/lib/keyspace/prefix';
import { about, exactly, text } from '@/lib/keyspace/sentences';
import type { KeyspaceFacts, KeyspaceFinding } from './keyspace-finding';

/** Of a volatile-* policy: with fewer keys that expire there is hardly anything to evict (RedisInsight). */
const LEAST_EXPIRING = 0.1;
/** A prefix is named from this share of all memory on. */
const WORTH_SHARE = 0.05;
/** Nearly all keys of it never expire: a few that do are a mistake of somebody else. */
const NEARLY_ALL = 0.9;
const MOST_PREFIXES = 5;

/** A cache whose keys never expire: under volatile-* they can never be evicted either. */
export function findKeysWithoutTtl(result: AnalysisResult, facts: KeyspaceFacts): KeyspaceFinding[] {
  const { maxmemoryPolicy: policy, maxmemoryBytes } = facts;
  if (policy === null || policy === 'noeviction' || maxmemoryBytes === null || result.seen.keys === 0)
    return [];
  const isVolatile = policy.startsWith('volatile-');
  const { seen, ttl } = result;
  const never = estimateOf(ttl.never);
  const isTooFew = isVolatile && 1 - (ttl.never.keys + ttl.unknown.keys) / seen.keys < LEAST_EXPIRING;
  const prefixes = (drillDown(result.prefixes, []) ?? []).filter(
    ({ keys, expiring, bytesShare }) => bytesShare >= WORTH_SHARE && expiring.keys <= keys * (1 - NEARLY_ALL),
  );
  // PTTL refused: what does not expire is not known by prefix.
  if (ttl.unknown.keys > 0 || (prefixes.length === 0 && !isTooFew)) return [];
  const [first] = prefixes;
  return [
    {
      id: 'withoutTtl',
      severity: isTooFew ? 'warning' : 'advice',
      ...(first && { path: first.path }),
      parts: isVolatile
        ? [
            about(never.bytes, 'bytes'),
            text(' never expires and cannot be evicted: '),
            text(`${policy} takes only keys with a TTL, `),
            exactly(1 - ttl.never.keys / seen.keys, 'ratio'),
            text(' of those seen.'),
          ]
        : [
            about(never.bytes, 'bytes'),
            text(` of this cache never expires: it stays until ${policy} needs its room, however old it is.`),
          ],
      evidence: prefixes.slice(0, MOST_PREFIXES).map(({ path, estimate, keys, bytes }) => ({
        label: nameOf(path, prefixAt(result.prefixes, path)!),
        value: estimateOf({ keys, bytes, estimate }).bytes.estimate,
        unit: 'bytes',
      })),
      remedy: isVolatile
        ? 'Set a TTL where these keys are written, or let every key be evicted. When nothing that may be evicted is left, Redis refuses writes.'
        : 'Set a TTL where these keys are written, so that what nobody wants any more goes before what somebody does.',
      ...(isVolatile && {
        line: `CONFIG SET maxmemory-policy ${policy.replace('volatile-ttl', 'volatile-lru').replace('volatile', 'allkeys')}`,
      }),
    },
  ];
}
