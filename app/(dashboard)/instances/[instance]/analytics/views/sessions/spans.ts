import type { ChartBar } from '@/components/charts/bar-chart';
import { formatDuration } from '@/lib/format';
import type { SessionSample } from '@/lib/patterns/sessions/model';

type Spans = SessionSample['age'];

const span = (ms: number) => formatDuration(ms / 1000);

/**
 * Spans of time as bars, without the empty ones at either end.
 * @returns none where no span is known
 */
export function spanBars(spans: Spans): ChartBar[] {
  const first = spans.findIndex(({ sessions }) => sessions > 0);
  const last = spans.findLastIndex(({ sessions }) => sessions > 0);
  if (first < 0) return [];
  return spans.slice(first, last + 1).map(({ underMs, sessions }, index) => {
    const from = spans[first + index - 1]?.underMs ?? null;
    return {
      id: String(underMs),
      label: underMs === null ? 'longer' : `< ${span(underMs)}`,
      title: titleOf(from, underMs),
      value: sessions,
    };
  });
}

function titleOf(from: number | null, to: number | null): string {
  if (to === null) return `${span(from ?? 0)} and longer`;
  return from === null ? `under ${span(to)}` : `${span(from)} to ${span(to)}`;
}

/** How many sessions of a sample have no such span: they do not say it. */
export const withoutSpan = ({ looked }: SessionSample, spans: Spans): number =>
  looked - spans.reduce((sum, { sessions }) => sum + sessions, 0);
