import type { AnalysisResult } from '@/lib/keyspace/analysis-result';
import type { TopKey } from '@/lib/keyspace/top-keys';
import { exactly, text } from '@/lib/keyspace/sentences';
import { toDisplay } from '@/lib/patterns/bytes';
import type { KeyspaceFinding } from './keyspace-finding';

/** RedisInsight's advice begins here; a sorted set, of which it says nothing, is taken for a set. */
const BIG_STRING_BYTES = 100_000;
const BIG_ELEMENTS: Record<string, number> = { hash: 5_000, set: 1_000, list: 1_000, zset: 1_000 };
/** From here on whoever reads, deletes or moves it as a whole keeps others waiting, whatever it consists of. */
const BIG_BYTES = 10 * 1024 * 1024;
/** No second node takes a part of a key. */
const HUGE_SHARE = 0.1;
const MOST_NAMES = 5;

/** Keys that take long to read, to move and to delete as a whole. */
export function findBigKeys(result: AnalysisResult): KeyspaceFinding[] {
  const big = result.largest.filter(isBig);
  const [first] = big;
  if (!first) return [];
  const isHuge = first.bytes >= BIG_BYTES && first.bytes >= HUGE_SHARE * result.total.bytes.estimate;
  return [
    {
      id: 'bigKeys',
      severity: isHuge ? 'warning' : 'advice',
      parts: [
        text('At least '),
        exactly(big.length, 'count'),
        text(big.length === 1 ? ' key is big: ' : ' keys are big, the largest of them '),
        exactly(first.bytes, 'bytes'),
        text('.'),
      ],
      evidence: big
        .slice(0, MOST_NAMES)
        .map(({ name, bytes }) => ({ label: shorten(toDisplay(name)), value: bytes, unit: 'bytes' })),
      remedy:
        'Read them in parts (HSCAN, SSCAN, ZRANGE with a count, GETRANGE), delete them with UNLINK, and split those that still grow, by day or by the hash of a member.',
    },
  ];
}

const isBig = ({ type, bytes, length }: TopKey) =>
  bytes >= BIG_BYTES ||
  (type === 'string'
    ? (length ?? bytes) > BIG_STRING_BYTES
    : (length ?? 0) > (BIG_ELEMENTS[type] ?? Infinity));

const shorten = (name: string) => (name.length > 80 ? `${name.slice(0, 79)}…` : name);
