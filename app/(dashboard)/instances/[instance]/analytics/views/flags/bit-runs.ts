/** Bits in a row: both ends are set, and all between. */
export interface BitRun {
  from: number;
  to: number;
}

/** Puts neighbours together. @param bits in order, each once */
export function toRuns(bits: readonly number[]): BitRun[] {
  const runs: BitRun[] = [];
  for (const bit of bits) {
    const last = runs.at(-1);
    if (last && bit === last.to + 1) last.to = bit;
    else runs.push({ from: bit, to: bit });
  }
  return runs;
}
