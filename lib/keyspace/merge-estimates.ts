import type { GroupEstimate, Range } from './estimate';

/**
 * What independent samples say of their sum. The ends are as far from the estimate as the root of the squares of what
 * each one's end is away from its own ("variance estimates recovery": Zou, Huang and Zhang, Computational Statistics &
 * Data Analysis 53, 2009).
 */
export const sumOfEstimates = (estimates: readonly GroupEstimate[]): GroupEstimate => ({
  keys: sumOfRanges(estimates.map(({ keys }) => keys)),
  bytes: sumOfRanges(estimates.map(({ bytes }) => bytes)),
});

function sumOfRanges(ranges: readonly Range[]): Range {
  const estimate = ranges.reduce((sum, range) => sum + range.estimate, 0);
  // Not by Math.hypot: thousands may be folded, more than a function takes arguments.
  const rootOf = (off: (range: Range) => number) =>
    Math.sqrt(ranges.reduce((sum, range) => sum + off(range) ** 2, 0));
  const below = rootOf((range) => range.estimate - range.low);
  const above = rootOf((range) => (range.high ?? Infinity) - range.estimate);
  return {
    low: Math.floor(estimate - below),
    estimate,
    high: above === Infinity ? null : Math.ceil(estimate + above),
  };
}
