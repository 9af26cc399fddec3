/** What a sample says of all: a total with its margin. */
export interface Estimate {
  total: number;
  /** Half of the 95 % interval: the total is `total ± margin`. `null`: of one value nobody can tell. */
  margin: number | null;
  /** Of one. */
  mean: number;
  /** How many values it rests on. */
  sampled: number;
}

/**
 * The total of a population from a simple random sample: N·mean ± 1.96·N·s/√n·√((N−n)/(N−1)), s with n−1 degrees of
 * freedom; the last factor is that of a sample without replacement, so that a complete one has no margin (Cochran,
 * Sampling Techniques, 2.5 and 2.9).
 * @param values of the sample, n of them
 * @param population N; at least n is taken
 * @returns `null` for an empty sample
 */
export function estimateTotal(values: readonly number[], population: number): Estimate | null {
  const n = values.length;
  if (n === 0) return null;
  const all = Math.max(population, n);
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const finite = all === n ? 0 : Math.sqrt((all - n) / (all - 1));
  const error = n === 1 ? (all === 1 ? 0 : null) : Math.sqrt(squares / (n - 1) / n) * finite;
  return { total: all * mean, margin: error === null ? null : 1.96 * all * error, mean, sampled: n };
}

/** So many of a list, evenly spaced over it; all where there are no more. */
export function evenSample<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  return Array.from({ length: most }, (_, index) => list[Math.floor((index * list.length) / most)]!);
}
