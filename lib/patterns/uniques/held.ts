import { number, string, type Reply } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { ask, isRefused, settled, storedReply, together, type Command, type Plan } from '../plan';
import { countBits, countOnes } from './bitmaps';
import { DENSE_BYTES, estimate, mergeRegisters, readRegisters } from './hyperloglog';

/** What a key was found to hold. */
export type Held =
  | { kind: 'missing' }
  | { kind: 'unreadable' }
  /** `registers` are `null` where only PFCOUNT may be asked. */
  | { kind: 'hyperloglog'; key: Bytes; count: number; bytes: number; registers: Uint8Array | null }
  | { kind: 'set'; key: Bytes; count: number }
  | { kind: 'bitmap'; key: Bytes; count: number; bytes: number };

export type HyperLogLog = Extract<Held, { kind: 'hyperloglog' }>;

/**
 * Counts what each key holds, in a few round trips for all of them.
 * @throws the ACL's refusal, where it covers none of the keys
 */
export function* readHeld(keys: readonly Bytes[]): Plan<Held[]> {
  const types = yield* ask(keys.map((key) => ['TYPE', key] as const));
  if (types.length > 0 && types.every(isRefused)) settled(types[0]);
  const held = yield* together(keys.map((key, index) => readOne(key, types[index]!)));
  return held.map((each) => (each instanceof Error ? { kind: 'unreadable' } : each));
}

function* readOne(key: Bytes, typeReply: Reply): Plan<Held> {
  const type = string(settled(typeReply));
  if (type === 'none') return { kind: 'missing' };
  if (type === 'set') return countOrMissing(key, yield* askStored('SCARD', key));
  return type === 'string' ? yield* readString(key) : { kind: 'unreadable' };
}

/** An empty set is none: it ended since its type was asked. */
const countOrMissing = (key: Bytes, count: number | null): Held =>
  count === 0 ? { kind: 'missing' } : count === null ? { kind: 'unreadable' } : { kind: 'set', key, count };

/**
 * What is no longer than a HyperLogLog is brought here and counted here. Of what is longer only the beginning is, and
 * the server counts the bits.
 */
function* readString(key: Bytes): Plan<Held> {
  const bytes = yield* askStored('STRLEN', key);
  if (bytes === null) return { kind: 'unreadable' };
  if (bytes === 0) return { kind: 'missing' };
  const whole = bytes <= DENSE_BYTES;
  const [reply] = yield* ask([['GETRANGE', key, 0, whole ? DENSE_BYTES - 1 : 3]]);
  if (isRefused(reply)) return yield* readUnseen(key, bytes);
  const value = string(storedReply(reply)) ?? '';
  if (value.startsWith('HYLL')) {
    const registers = whole ? readRegisters(value) : null;
    return registers
      ? { kind: 'hyperloglog', key, count: estimate(registers), bytes: value.length, registers }
      : { kind: 'unreadable' };
  }
  const count = whole ? countOnes(value) : yield* countBits(key, bytes);
  return count === null ? { kind: 'unreadable' } : { kind: 'bitmap', key, count, bytes };
}

/** Without GETRANGE, PFCOUNT tells whether it is a HyperLogLog; it answers an error for any other string. */
function* readUnseen(key: Bytes, bytes: number): Plan<Held> {
  const estimated = bytes <= DENSE_BYTES ? yield* askStored('PFCOUNT', key) : null;
  if (estimated !== null) return { kind: 'hyperloglog', key, count: estimated, bytes: 0, registers: null };
  const count = yield* countBits(key, bytes);
  return count === null ? { kind: 'unreadable' } : { kind: 'bitmap', key, count, bytes };
}

function* askStored(...command: Command): Plan<number | null> {
  const [reply] = yield* ask([command]);
  return number(storedReply(reply));
}

/** Everybody in any of some HyperLogLogs once. */
export interface Merged {
  /** `null`: the server would have to be asked, and a Cluster has them in different slots. */
  count: number | null;
  how: 'registers' | 'PFCOUNT';
}

/** Keys that PFCOUNT merges in one go: 16 KB each, some 20 µs. */
const MOST_AT_SERVER = 200;

/**
 * Merges HyperLogLogs here; where their registers may not be read, PFCOUNT merges them, which keeps no result for
 * several keys.
 * @param cluster whether they may be in different slots
 */
export function* mergeHeld(held: readonly HyperLogLog[], cluster: boolean): Plan<Merged> {
  const known = held.flatMap(({ registers }) => registers ?? []);
  if (known.length === held.length) {
    const [first, ...others] = known;
    if (!first) return { count: 0, how: 'registers' };
    const merged = first.slice();
    for (const registers of others) mergeRegisters(merged, registers);
    return { count: estimate(merged), how: 'registers' };
  }
  if (held.length === 1) return { count: held[0]!.count, how: 'PFCOUNT' };
  if (cluster || held.length > MOST_AT_SERVER) return { count: null, how: 'PFCOUNT' };
  // One that is damaged meanwhile is an error, which is no number either.
  const [reply] = yield* ask([['PFCOUNT', ...held.map(({ key }) => key)]]);
  return { count: number(reply), how: 'PFCOUNT' };
}
