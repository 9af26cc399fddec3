/** The ends of an axis, and what stands at it. */
export interface Axis {
  from: number;
  to: number;
  ticks: number[];
  /** How many decimals tell one tick from the next. */
  decimals: number;
}

/** A quarter of the axis is one of these, times a power of ten. */
const STEPS = [1, 2, 2.5, 4, 5, 10];

/**
 * An axis around values that may be negative, or far from zero: a temperature moves between 20.8 and 21.4, which on
 * an axis from zero is a flat line. Zero is an end wherever it is near.
 *
 * @param lowest and `highest` of the values; both `Infinity`-like for none
 */
export function niceAxis(lowest: number, highest: number): Axis {
  if (!Number.isFinite(lowest) || !Number.isFinite(highest)) return axisOf(0, 0.25);
  // What varies by a third of its size or more is as well seen from zero.
  const [low, high] =
    lowest > 0 && highest - lowest > highest / 3
      ? [0, highest]
      : highest < 0 && highest - lowest > -lowest / 3
        ? [lowest, 0]
        : [lowest, highest];
  // A flat line runs through the middle.
  const margin = high > low ? 0 : Math.max(Math.abs(high) * 0.01, 1);
  for (let power = 10 ** Math.floor(Math.log10((high - low + 2 * margin) / 4)); ; power *= 10) {
    for (const step of STEPS) {
      const from = Math.floor((low - margin) / (step * power)) * step * power;
      if (from + 4 * step * power >= high + margin) return axisOf(from, step * power);
    }
  }
}

function axisOf(from: number, step: number): Axis {
  const decimals = Math.max(0, Math.min(12, 1 - Math.floor(Math.log10(step))));
  // 0.1 + 0.2 is no round number.
  const ticks = [0, 1, 2, 3, 4].map((index) => Number((from + index * step).toFixed(decimals)));
  return { from: ticks[0]!, to: ticks[4]!, ticks, decimals };
}

/** A tick as text: as many decimals as it needs, and no more. */
export function tickText(value: number, { decimals, to, from }: Axis): string {
  const largest = Math.max(Math.abs(to), Math.abs(from));
  if (largest >= 1e6 && (to - from) / 4 >= largest / 1_000)
    return value.toLocaleString('en-US', { notation: 'compact', maximumFractionDigits: 2 });
  return value.toLocaleString('en-US', { maximumFractionDigits: decimals });
}
