import type { Bytes } from '../bytes';

/**
 * Reads the HyperLogLogs of Redis and Valkey without their help, so that counting writes nothing: PFCOUNT keeps its
 * result in the key, and PFMERGE makes one.
 *
 * The format (of the comment at the head of Redis's hyperloglog.c): `HYLL`, a byte that says dense (0) or sparse (1),
 * three unused ones, eight for the last result; then 16,384 registers of 6 bits. Dense ones lie one after the other,
 * lowest bit first. Sparse ones are runs: `00nnnnnn` is n + 1 zeros, `01nnnnnn nnnnnnnn` the same with 14 bits, and
 * `1vvvvvnn` is v + 1, n + 1 times.
 */

export const REGISTERS = 16_384;

const HEADER_BYTES = 16;

/** A dense one. Sparse ones are shorter, unless somebody raised `hll-sparse-max-bytes` beyond all sense. */
export const DENSE_BYTES = HEADER_BYTES + (REGISTERS * 6) / 8;

/** One standard deviation of the result: 1.04 / √registers. */
export const STANDARD_ERROR = 1.04 / Math.sqrt(REGISTERS);

/**
 * The registers of a HyperLogLog.
 * @param value the whole string, one character for each byte
 * @returns 16,384 numbers of 0…63; `null` for what is none, or a damaged one
 */
export function readRegisters(value: Bytes): Uint8Array | null {
  if (!value.startsWith('HYLL')) return null;
  const encoding = value.charCodeAt(4);
  if (encoding === 0) return readDense(value);
  return encoding === 1 ? readSparse(value) : null;
}

function readDense(value: Bytes): Uint8Array | null {
  if (value.length !== DENSE_BYTES) return null;
  const registers = new Uint8Array(REGISTERS);
  for (let index = 0; index < REGISTERS; index++) {
    const bit = index * 6;
    const at = HEADER_BYTES + (bit >> 3);
    // The last register ends with the last byte; of the one before it, the byte after may be missing.
    const pair = value.charCodeAt(at) | ((value.charCodeAt(at + 1) || 0) << 8);
    registers[index] = (pair >> (bit & 7)) & 63;
  }
  return registers;
}

function readSparse(value: Bytes): Uint8Array | null {
  const registers = new Uint8Array(REGISTERS);
  let index = 0;
  for (let at = HEADER_BYTES; at < value.length; at++) {
    const byte = value.charCodeAt(at);
    if (byte & 0x80) {
      const end = index + (byte & 3) + 1;
      if (end > REGISTERS) return null;
      registers.fill(((byte >> 2) & 31) + 1, index, end);
      index = end;
    } else if (byte & 0x40) {
      index += (((byte & 0x3f) << 8) | value.charCodeAt(++at)) + 1;
    } else {
      index += byte + 1;
    }
  }
  return index === REGISTERS ? registers : null;
}

/** Makes `into` what it would be, had it seen what `other` saw too: the greater of each two registers. */
export function mergeRegisters(into: Uint8Array, other: Uint8Array): void {
  for (let index = 0; index < REGISTERS; index++) {
    if (other[index]! > into[index]!) into[index] = other[index]!;
  }
}

/** α of infinitely many registers: 1 / (2 ln 2). */
const ALPHA = 1 / (2 * Math.LN2);

/** Ranks go up to one more than the bits of the hash that choose no register: 64 − 14. */
const MOST_ZEROS = 50;

/**
 * How many different elements were seen: the improved raw estimator (algorithm 6) of Otmar Ertl, "New cardinality
 * estimation algorithms for HyperLogLog sketches" (2017, arXiv:1702.01284), which Redis has used since 5.0. Redis
 * rounds it to a whole number, so this does.
 */
export function estimate(registers: Uint8Array): number {
  const counts = new Uint32Array(64);
  for (const register of registers) counts[register]!++;
  let z = REGISTERS * tau(1 - counts[MOST_ZEROS + 1]! / REGISTERS);
  for (let rank = MOST_ZEROS; rank >= 1; rank--) z = (z + counts[rank]!) / 2;
  z += REGISTERS * sigma(counts[0]! / REGISTERS);
  return Math.round((ALPHA * REGISTERS * REGISTERS) / z);
}

/** σ(x) = x + Σ x^(2^k) · 2^(k−1): what registers that nothing was seen in add. */
function sigma(x: number): number {
  if (x === 1) return Infinity;
  let [power, weight, sum] = [x, 1, x];
  for (;;) {
    power *= power;
    const next = sum + power * weight;
    if (next === sum) return sum;
    sum = next;
    weight *= 2;
  }
}

/** τ(x) = (1 − x − Σ (1 − x^(2^−k))² · 2^−k) / 3: what registers that can count no further add. */
function tau(x: number): number {
  if (x === 0 || x === 1) return 0;
  let [root, weight, sum] = [x, 1, 1 - x];
  for (;;) {
    root = Math.sqrt(root);
    weight /= 2;
    const next = sum - (1 - root) ** 2 * weight;
    if (next === sum) return sum / 3;
    sum = next;
  }
}
