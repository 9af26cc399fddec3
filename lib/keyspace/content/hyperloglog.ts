import type { Bytes } from '@/lib/patterns/bytes';
import { ask, settled, type Plan } from '@/lib/patterns/plan';
import { estimate, readRegisters, REGISTERS, STANDARD_ERROR } from '@/lib/patterns/uniques/hyperloglog';
import { string } from '@/lib/redis/reply';
import type { ContentView } from '../content-views';
import type { Body, ContentReader } from './content-reader';

/** Dense ones have 12,304 bytes; sparse ones at most as many as `hll-sparse-max-bytes` may usefully say. */
const MOST_BYTES = 16_384;

/** Of a normal distribution, 95 % are within so many standard deviations. */
const TWO_SIDED_95 = 1.96;

/**
 * A HyperLogLog by its registers. PFCOUNT is not asked: it keeps its result in the key, so that it is a write, which
 * users who may only read are refused.
 * @returns `null` where it is damaged: then it is a string like any other
 */
export function* readHyperLogLog(
  { key }: ContentReader,
  bytes: number,
  views: ContentView[],
): Plan<Body<'hyperloglog'> | null> {
  const [reply] = yield* ask([['GETRANGE', key, 0, MOST_BYTES - 1]]);
  const value = string(settled(reply)) ?? '';
  const registers = bytes <= MOST_BYTES ? readRegisters(value) : null;
  if (!registers) return null;
  const cached = cachedEstimate(value);
  const count = cached ?? estimate(registers);
  const histogram = new Array<number>(Math.max(...registers) + 1).fill(0);
  for (const register of registers) histogram[register]!++;
  const error = count * STANDARD_ERROR * TWO_SIDED_95;
  return {
    ...{ kind: 'hyperloglog', view: 'hyperloglog', views, bytes },
    encoding: value[4] === '\0' ? 'dense' : 'sparse',
    estimate: count,
    standardError: STANDARD_ERROR,
    low: Math.max(0, Math.floor(count - error)),
    high: Math.ceil(count + error),
    cached: cached !== null,
    registers: REGISTERS,
    zeroRegisters: histogram[0]!,
    histogram,
  };
}

/**
 * The result of the last PFCOUNT, which stands in the header as 64 bits, lowest byte first, as long as nothing was
 * added since: the highest bit says that something was (the comment at the head of Redis's hyperloglog.c).
 */
function cachedEstimate(value: Bytes): number | null {
  if (value.charCodeAt(15) & 0x80) return null;
  let count = 0;
  for (let at = 15; at >= 8; at--) count = count * 256 + value.charCodeAt(at);
  return count;
}
