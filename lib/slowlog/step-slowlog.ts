import { chooseStep } from '@/lib/metrics/series';
import type { SlowlogFigure } from './group-slowlog';

/** What was logged within one step of time. */
export interface SlowlogStep {
  /** Unix milliseconds, the beginning of the step. */
  at: number;
  /** `null` where nothing was kept of that time. */
  count: number | null;
  total: number | null;
}

/**
 * Counts entries per step of a grid that begins at whole steps.
 *
 * @param span Unix milliseconds; `keptSince`: when keeping began, `null` where it never did
 * @param points how many steps fit
 * @returns a step without entries has 0: that nothing was slow is known, unless it ended before `keptSince`
 */
export function stepSlowlog(
  entries: Iterable<Pick<SlowlogFigure, 'at' | 'amount'>>,
  { from, to, keptSince }: { from: number; to: number; keptSince: number | null },
  points: number,
): { stepMs: number; steps: SlowlogStep[] } {
  const stepMs = chooseStep(to - from, points);
  const first = Math.floor(from / stepMs);
  const steps: SlowlogStep[] = [];
  for (let index = first; index * stepMs < to; index += 1) {
    const known = keptSince !== null && (index + 1) * stepMs > keptSince;
    steps.push({ at: index * stepMs, count: known ? 0 : null, total: known ? 0 : null });
  }
  for (const { at, amount } of entries) {
    const step = steps[Math.floor(at / stepMs) - first];
    if (!step) continue;
    step.count = (step.count ?? 0) + 1;
    step.total = (step.total ?? 0) + amount;
  }
  return { stepMs, steps };
}
