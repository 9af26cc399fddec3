/** Numbers that look random and come again in the same order for the same seed. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next: () => number;
  /** A whole number from 0 up to, not including, `below`. */
  int: (below: number) => number;
  /** A whole number from `low` to `high`, both included. */
  between: (low: number, high: number) => number;
  /** Yes with the probability `p`. */
  chance: (p: number) => boolean;
  /** One of the list, which must not be empty. */
  pick: <T>(list: readonly T[]) => T;
  /** Like int(), but low numbers come far more often: the few things that everybody looks at. */
  skewed: (below: number, exponent?: number) => number;
  /** How many of the events happened that happen `mean` times on average. */
  poisson: (mean: number) => number;
  /** So many hexadecimal digits. */
  hex: (length: number) => string;
  /** In the form of a version 4 UUID. */
  uuid: () => string;
}

/**
 * A 128-bit xorshift generator: fast, repeatable, and of no use for secrets.
 * @param seed Any whole number.
 */
export function createRandom(seed: number): Random {
  const state = new Uint32Array(4);
  // Neighbouring seeds must not give neighbouring numbers: spread the bits first.
  let spread = seed >>> 0;
  for (let index = 0; index < 4; index++) {
    spread = (spread + 0x9e3779b9) >>> 0;
    let mixed = spread;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    state[index] = mixed ^ (mixed >>> 15);
  }

  const bits = () => {
    // Not by copyWithin(): this is what the shop's past takes most of its time for.
    let last = state[3]!;
    const first = state[0]!;
    state[3] = state[2]!;
    state[2] = state[1]!;
    state[1] = first;
    last ^= last << 11;
    last ^= last >>> 8;
    state[0] = last ^ first ^ (first >>> 19);
    return state[0]!;
  };
  const next = () => bits() / 2 ** 32;
  const int = (below: number) => Math.floor(next() * below);
  const hex = (length: number) => {
    let text = '';
    while (text.length < length) text += bits().toString(16).padStart(8, '0');
    return text.slice(0, length);
  };
  return {
    next,
    int,
    hex,
    between: (low, high) => low + int(high - low + 1),
    chance: (p) => next() < p,
    pick: (list) => list[int(list.length)]!,
    skewed: (below, exponent = 3) => Math.floor(below * next() ** exponent),
    poisson: (mean) => {
      // Knuth's product; the means here are small.
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = next(); product > limit; product *= next()) count++;
      return count;
    },
    uuid: () => {
      const digits = hex(32);
      const variant = '89ab'[parseInt(digits[16]!, 16) % 4]!;
      const text = `${digits.slice(0, 12)}4${digits.slice(13, 16)}${variant}${digits.slice(17)}`;
      return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
  };
}
