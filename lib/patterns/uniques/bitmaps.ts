import { number, string } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { ask, storedReply, type Plan } from '../plan';

/** One BITCOUNT walks no more than this: 512 MB, which one bit at 4e9 makes, would keep the server for 100 ms. */
const COUNT_BYTES = 8 * 1_048_576;

/** Bitmaps that are longer are not brought here, nor are more bytes than these in all. */
export const MOST_BITMAP_BYTES = 1_048_576;
export const MOST_BYTES_IN_ALL = 16 * MOST_BITMAP_BYTES;

/** So much of all bitmaps together is held at a time. */
const HELD_BYTES = 1_048_576;

/** How many bits are set, asked in pieces; `null` where it is no string any more. */
export function* countBits(key: Bytes, bytes: number): Plan<number | null> {
  let sum = 0;
  for (let from = 0; from < bytes; from += COUNT_BYTES) {
    const [reply] = yield* ask([['BITCOUNT', key, from, from + COUNT_BYTES - 1]]);
    const count = number(storedReply(reply));
    if (count === null) return null;
    sum += count;
  }
  return sum;
}

/** What several bitmaps or sets say together. */
export interface Overlap {
  /** Ids that are in any. */
  union: number;
  /** Ids that are in both, for each two of the last ones; on the diagonal, in that one. */
  both: number[][];
  /** Brought here for it. */
  bytes: number;
}

/**
 * ORs all bitmaps, and ANDs each two of the last `pairs`, without BITOP, which would write a key; piece by piece, so
 * that no more than 1 MB is held.
 * @param keys with their lengths, at most `MOST_BITMAP_BYTES` each
 */
export function* overlapBitmaps(
  keys: readonly { key: Bytes; bytes: number }[],
  pairs: number,
): Plan<Overlap> {
  const longest = Math.max(0, ...keys.map((each) => each.bytes));
  const paired = keys.length - pairs;
  const both = Array.from({ length: pairs }, () => new Array<number>(pairs).fill(0));
  // Whole words of four bytes.
  const piece = Math.max(4_096, Math.floor(HELD_BYTES / Math.max(1, keys.length) / 4) * 4);
  let union = 0;
  let bytes = 0;
  for (let from = 0; from < longest; from += piece) {
    const longer = keys.filter((each) => each.bytes > from);
    const replies = yield* ask(longer.map(({ key }) => ['GETRANGE', key, from, from + piece - 1] as const));
    const texts = new Map(longer.map((each, index) => [each, string(storedReply(replies[index])) ?? '']));
    const words = keys.map((each) => toWords(texts.get(each) ?? ''));
    for (const { length } of texts.values()) bytes += length;
    union += countWords(words.reduce(or, new Uint32Array(0)));
    for (let a = 0; a < pairs; a++) {
      for (let b = a; b < pairs; b++) {
        const count = countCommon(words[paired + a]!, words[paired + b]!);
        both[a]![b]! += count;
        if (a !== b) both[b]![a]! += count;
      }
    }
  }
  return { union, both, bytes };
}

/** How many bits of a string are set. */
export const countOnes = (value: Bytes): number => countWords(toWords(value));

function toWords(value: Bytes): Uint32Array {
  const bytes = new Uint8Array(Math.ceil(value.length / 4) * 4);
  for (let at = 0; at < value.length; at++) bytes[at] = value.charCodeAt(at);
  return new Uint32Array(bytes.buffer);
}

function or(a: Uint32Array, b: Uint32Array): Uint32Array {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const united = long.slice();
  for (let at = 0; at < short.length; at++) united[at]! |= short[at]!;
  return united;
}

function countWords(words: Uint32Array): number {
  let count = 0;
  for (const word of words) count += ones(word);
  return count;
}

function countCommon(a: Uint32Array, b: Uint32Array): number {
  let count = 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) count += ones(a[at]! & b[at]!);
  return count;
}

/** Adds neighbouring bits, pairs, fours, and then the four bytes at once (Warren, "Hacker's Delight", 5-1). */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
