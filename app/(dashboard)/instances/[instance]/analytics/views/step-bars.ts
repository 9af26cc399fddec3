import type { ChartBar } from '@/components/charts/bar-chart';
import type { Point } from '@/lib/metrics/series';

/** More bars than these are too thin to be told apart. */
const MOST = 96;
const DAY_MS = 86_400_000;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const clockWithSeconds = new Intl.DateTimeFormat('en-GB', {
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
});
const calendar = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const full = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' },
});

/**
 * Counts in steps as bars; where there are too many, neighbours are added up.
 * @param points `[end of the step, count]`, a `null` where it is unknown
 * @param stepMs how long a step is
 * @param now Unix milliseconds: the step that is not over yet is partial
 * @returns the bars, and how long each of them is
 */
export function toBars(
  points: readonly Point[],
  stepMs: number,
  now: number,
): { bars: ChartBar[]; barMs: number } {
  const each = Math.max(1, Math.ceil(points.length / MOST));
  const barMs = each * stepMs;
  const label = barMs >= DAY_MS ? calendar : barMs >= 60_000 ? clock : clockWithSeconds;
  const isLong = points.length * stepMs > DAY_MS;
  const bars: ChartBar[] = [];
  for (let index = 0; index < points.length; index += each) {
    const group = points.slice(index, index + each);
    const start = group[0]![0] - stepMs;
    const end = group.at(-1)![0];
    const counts = group.map(([, count]) => count);
    bars.push({
      id: String(start),
      label:
        isLong && barMs < DAY_MS ? `${calendar.format(start)}, ${clock.format(start)}` : label.format(start),
      title: `${full.format(start)} to ${full.format(end)}`,
      value: counts.includes(null) ? null : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0),
      // The last group may hold fewer steps than the others.
      partial: end > now || group.length < each,
    });
  }
  return { bars, barMs };
}
