import type { Bytes } from '../bytes';

/** Bitmaps as strings: bit 0 is the highest of the first byte, as SETBIT counts. */

/** How many bits are set in each byte. */
const ONES = Array.from({ length: 256 }, (_, byte) => {
  let ones = 0;
  for (let left = byte; left > 0; left &= left - 1) ones++;
  return ones;
});

/**
 * The first bits that are set.
 * @param firstBit the number of the first bit in `bytes`
 */
export function setBits(bytes: Bytes, most: number, firstBit = 0): number[] {
  const found: number[] = [];
  for (let at = 0; at < bytes.length && found.length < most; at++) {
    const byte = bytes.charCodeAt(at);
    for (let bit = 0; byte !== 0 && bit < 8 && found.length < most; bit++) {
      if (byte & (0x80 >> bit)) found.push(firstBit + 8 * at + bit);
    }
  }
  return found;
}

/** How many bits are set in both. */
export function countCommon(a: Bytes, b: Bytes): number {
  let count = 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) count += ONES[a.charCodeAt(at) & b.charCodeAt(at)]!;
  return count;
}
