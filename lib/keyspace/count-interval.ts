/** The ends of a 95 % interval. */
export interface Interval {
  low: number;
  high: number;
}

/**
 * What an interval leaves out at each of its ends. The formulas here and in `BytesIntervals` are approximations: made
 * for 97.5 %, they hold the truth in 95 % where sizes are not tame either.
 */
export const TAIL = 0.0125;
/** The quantile of the normal distribution that belongs to it. */
export const Z = 2.241403;
/** Exact up to so many keys, on either side; beyond, Wilson's interval differs from the exact one by less than 1 %. */
const EXACT_UP_TO = 50;
/**
 * Of what was found fewer times than this, nothing is taken to be certain but what was found. People look at groups
 * that *were* found, and a key that is alone of its kind looks, where it was found, like one of many.
 */
export const FEW = 5;

/**
 * How many of all keys are of a kind, when so many of a sample without replacement were.
 *
 * Few: the exact interval of the hypergeometric distribution, which inverts its two tails (Clopper and Pearson 1934;
 * for finite populations Buonaccorsi, The American Statistician 41, 1987). Many: Wilson's score interval (JASA 22,
 * 1927) with the size of the sample divided by (N−n)/(N−1), the finite population correction (Cochran, Sampling
 * Techniques, 1977, §3.3).
 *
 * @param found of that kind in the sample
 * @param sample keys in the sample
 * @param population keys in all, at least `sample`
 * @returns never less than was found, never more than what was found and not seen
 */
export function countInterval(found: number, sample: number, population: number): Interval {
  if (sample >= population) return { low: found, high: found };
  if (found <= EXACT_UP_TO) return exact(found, sample, population);
  if (sample - found <= EXACT_UP_TO) {
    const others = exact(sample - found, sample, population);
    return { low: population - others.high, high: population - others.low };
  }
  return wilson(found, sample, population);
}

function wilson(found: number, sample: number, population: number): Interval {
  const share = found / sample;
  const size = (sample * (population - 1)) / (population - sample);
  const middle = share + Z ** 2 / (2 * size);
  const reach = Z * Math.sqrt((share * (1 - share)) / size + Z ** 2 / (4 * size ** 2));
  const scale = population / (1 + Z ** 2 / size);
  return {
    low: Math.max(found, Math.floor((middle - reach) * scale)),
    high: Math.min(population - sample + found, Math.ceil((middle + reach) * scale)),
  };
}

function exact(found: number, sample: number, population: number): Interval {
  const most = population - sample + found;
  // The last number of which so few would be found more often than in one of 80 samples …
  const high = lastWhere(found, most, (kind) => atMost(found, kind, sample, population) > TAIL);
  if (found < FEW) return { low: found, high };
  // … and the first of which so many would.
  const tooFew = (kind: number) => 1 - atMost(found - 1, kind, sample, population) <= TAIL;
  return { low: tooFew(found) ? lastWhere(found, most, tooFew) + 1 : found, high };
}

/** The last whole number for which it holds; it holds for the first one and then for ever less. */
function lastWhere(first: number, last: number, holds: (value: number) => boolean): number {
  let low = first;
  let high = last;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The probability that a sample holds at most `found` of the `kind` keys: the hypergeometric distribution. */
function atMost(found: number, kind: number, sample: number, population: number): number {
  const others = population - kind;
  const first = Math.max(0, sample - others);
  if (found < first) return 0;
  let term = Math.exp(
    logChoose(kind, first) + logChoose(others, sample - first) - logChoose(population, sample),
  );
  let sum = term;
  for (let count = first; count < Math.min(found, kind, sample); count++) {
    term *= ((kind - count) * (sample - count)) / ((count + 1) * (others - sample + count + 1));
    sum += term;
  }
  return Math.min(1, sum);
}

const logChoose = (all: number, some: number) =>
  logFactorial(all) - logFactorial(some) - logFactorial(all - some);

/** Stirling's series; below 10, where it is not exact enough, the sum. */
function logFactorial(n: number): number {
  if (n < 10) {
    let product = 1;
    for (let factor = 2; factor <= n; factor++) product *= factor;
    return Math.log(product);
  }
  const z = n + 1;
  return (
    (z - 0.5) * Math.log(z) -
    z +
    0.5 * Math.log(2 * Math.PI) +
    1 / (12 * z) -
    1 / (360 * z ** 3) +
    1 / (1260 * z ** 5)
  );
}
