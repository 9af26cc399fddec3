import { describeMetric, type MetricId } from '@/lib/metrics/catalogue';
import { describeFamily, type FamilyId } from '@/lib/metrics/families';
import { ratioOf, type Sample } from '@/lib/metrics/sample';
import type { Point } from '@/lib/metrics/series';

/** After this long without a sample the line breaks. */
const GAP_MS = { info: 16_000, commands: 46_000, latency: 190_000, slowlog: 95_000 };

/** One value and what it weighs: milliseconds for a rate, 1 for a level. */
interface Weighed {
  value: number;
  weight: number;
}

/**
 * The history as plainly as it can be told: every sample for ever, and each answer worked out from all of them. What
 * the store says is compared with it.
 */
export class PlainHistory {
  private readonly samples: Sample[] = [];

  append(sample: Sample): void {
    this.samples.push(sample);
  }

  points(node: string, metric: MetricId, stepMs: number, from: number, to: number): Point[] {
    const { source, kind } = describeMetric(metric);
    const all = this.of(node, source, stepMs, from, to);
    return this.grid(all, source, stepMs, (step) => {
      const whole = step.flatMap(({ values, intervalMs }): Weighed[] => {
        const value = values[metric];
        if (typeof value !== 'number') return [];
        return [{ value, weight: kind === 'gauge' ? 1 : (intervalMs ?? 0) }];
      });
      if (kind !== 'ratio') return whole;
      const mean = this.ratio(metric, step);
      return mean === null
        ? []
        : whole.map(({ value }) => ({ value, weight: 0 })).concat({ value: mean, weight: 1 });
    });
  }

  label(node: string, family: FamilyId, label: string, stepMs: number, from: number, to: number) {
    const { source, kind } = describeFamily(family);
    const all = this.of(node, source, stepMs, from, to);
    const known = (samples: Sample[]) =>
      samples.flatMap(({ families, intervalMs }) => {
        const value = families?.[family]?.[label];
        return typeof value === 'number' ? [{ value, ms: intervalMs ?? 0 }] : [];
      });
    const points = this.grid(all, source, stepMs, (step) =>
      known(step).map(({ value, ms }) =>
        kind === 'gauge' ? { value, weight: 1 } : { value: (value * 1000) / ms, weight: ms },
      ),
    );
    const found = known(all);
    return {
      points,
      increase: found.reduce((sum, { value }) => sum + value, 0),
      elapsedMs: found.reduce((sum, { ms }) => sum + ms, 0),
      isKnown: found.length > 0,
    };
  }

  since(after: number): Sample[] {
    return this.samples.filter(({ at }) => at > after);
  }

  private of(node: string, source: string, stepMs: number, from: number, to: number): Sample[] {
    const start = Math.floor(from / stepMs) * stepMs;
    const end = (Math.floor(to / stepMs) + 1) * stepMs;
    return this.samples.filter(
      (sample) => sample.node === node && sample.source === source && sample.at >= start && sample.at < end,
    );
  }

  /** The quotient of the sums over the samples that know all parts. */
  private ratio(metric: MetricId, step: Sample[]): number | null {
    const described = describeMetric(metric);
    if (described.kind !== 'ratio') return null;
    const parts = [...new Set([...described.numerator, ...described.denominator])] as MetricId[];
    const whole = step.filter(({ values }) => parts.every((part) => typeof values[part] === 'number'));
    const sum = (part: MetricId) =>
      whole.reduce((total, { values, intervalMs }) => total + values[part]! * intervalMs!, 0);
    return ratioOf(described, Object.fromEntries(parts.map((part) => [part, sum(part)])));
  }

  private grid(
    samples: Sample[],
    source: keyof typeof GAP_MS,
    stepMs: number,
    weigh: (step: Sample[]) => Weighed[],
  ): Point[] {
    const steps = new Map<number, Sample[]>();
    for (const sample of samples) {
      const end = (Math.floor(sample.at / stepMs) + 1) * stepMs;
      steps.set(end, [...(steps.get(end) ?? []), sample]);
    }
    const points: Point[] = [];
    let [endBefore, lastAt] = [Infinity, Infinity];
    for (const [end, step] of [...steps].sort(([a], [b]) => a - b)) {
      if (step[0]!.at - lastAt > GAP_MS[source] && end - endBefore > stepMs)
        points.push([endBefore + stepMs, null, null, null]);
      [endBefore, lastAt] = [end, step.at(-1)!.at];
      const weighed = weigh(step);
      const values = weighed.map(({ value }) => value);
      const weight = weighed.reduce((sum, each) => sum + each.weight, 0);
      const mean = weighed.reduce((sum, each) => sum + each.value * each.weight, 0) / weight;
      if (values.length === 0) points.push([end, null, null, null]);
      else points.push([end, mean, Math.min(...values), Math.max(...values)]);
    }
    return points;
  }
}
