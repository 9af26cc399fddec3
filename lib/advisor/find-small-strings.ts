import { type AnalysisResult, estimateOf } from '@/lib/keyspace/analysis-result';
import { ID } from '@/lib/keyspace/label';
import { nameOf, type Prefix, type PrefixPath } from '@/lib/keyspace/prefix';
import { text } from '@/lib/keyspace/sentences';
import { settingOf } from './encoding-settings';
import type { KeyspaceFacts, KeyspaceFinding } from './keyspace-finding';

/** RedisInsight's: a string below 200 bytes is small. */
const SMALL_BYTES = 200;
const LEAST_KEYS = 1_000;
const MIB = 1024 * 1024;
/** What is saved is worth the work from this share of all memory on. */
const WORTH_SHARE = 0.01;
const MOST_FINDINGS = 3;

/**
 * What a key costs beside its name and its value: 24 bytes for its entry in the key table, 8 for the place that points
 * to it, 16 for the object (Redis 7's dictEntry and robj; newer servers need some bytes less).
 */
const KEY_OVERHEAD_BYTES = 48;
/** A field and its value in a listpack: a header and a length each. */
const FIELD_OVERHEAD_BYTES = 4;
/** What of a name tells one key from the next, as a rule: it stays, as the field. */
const ID_BYTES = 16;

/**
 * Many small strings that are named alike, and would take less as fields of hashes small enough for a listpack: what
 * is the same in their names would be there once in a hash, and no field is an entry of the key table. The saving is
 * keys × (48 + what is the same in a name − 4), and half of what they take at most: hashes themselves take something.
 */
export function findSmallStrings(result: AnalysisResult, { config }: KeyspaceFacts): KeyspaceFinding[] {
  const total = result.total.bytes.estimate;
  const mostValueBytes = settingOf(config, 'hash', 'value') ?? 64;
  const found: { path: PrefixPath; prefix: Prefix; keys: number; meanBytes: number; saving: number }[] = [];
  const visit = (prefix: Prefix, path: PrefixPath) => {
    for (const child of prefix.children ?? []) visit(child, [...path, child.label]);
    // Only what ends with what tells keys apart: these would be the fields.
    if (!path.at(-1)?.endsWith(ID) || prefix.children) return;
    const { keys, bytes } = estimateOf(prefix);
    const sameBytes = path.join('').replaceAll(ID, '').length;
    const meanBytes = prefix.bytes / prefix.keys;
    const isSmall =
      meanBytes <= Math.min(SMALL_BYTES, KEY_OVERHEAD_BYTES + sameBytes + ID_BYTES + mostValueBytes);
    const isAllStrings = prefix.byType.string?.keys === prefix.keys;
    // A field has no TTL of its own before Redis 7.4.
    if (!isSmall || !isAllStrings || prefix.expiring.keys > 0 || keys.estimate < LEAST_KEYS) return;
    const saving = Math.min(
      keys.estimate * (KEY_OVERHEAD_BYTES + sameBytes - FIELD_OVERHEAD_BYTES),
      bytes.estimate / 2,
    );
    if (saving >= Math.max(MIB, WORTH_SHARE * total))
      found.push({ path, prefix, keys: keys.estimate, meanBytes, saving });
  };
  // PTTL refused: whether they expire is not known.
  if (result.ttl.unknown.keys === 0) visit(result.prefixes, []);
  return found
    .sort((a, b) => b.saving - a.saving)
    .slice(0, MOST_FINDINGS)
    .map(({ path, prefix, keys, meanBytes, saving }) => ({
      id: 'smallStrings',
      severity: 'advice',
      path,
      parts: [
        text(`${nameOf(path, prefix)}: `),
        { value: keys, unit: 'count', isEstimate: !result.isWhole },
        text(' small strings would take about '),
        { value: saving, unit: 'bytes', isEstimate: true },
        text(' less as fields of hashes.'),
      ],
      evidence: [
        { label: 'keys', value: keys, unit: 'count' },
        { label: 'bytes of each', value: meanBytes, unit: 'bytes' },
        { label: 'of them for the key itself', value: KEY_OVERHEAD_BYTES, unit: 'bytes' },
        { label: 'may be saved', value: saving, unit: 'bytes' },
      ],
      remedy:
        'Put about a hundred of them into one hash (HSET name:12 34 value for name:1234): a small hash is one block of memory. They then expire and are evicted together.',
    }));
}
