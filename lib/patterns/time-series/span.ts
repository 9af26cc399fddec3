import { DAY_MS, HOUR_MS } from '../clock';

/** The spans that are offered, by their names in queries, in milliseconds. */
export const SPANS = { '1h': HOUR_MS, '6h': 6 * HOUR_MS, '24h': DAY_MS, '7d': 7 * DAY_MS } as const;
export type SpanId = keyof typeof SPANS;
export const SPAN_IDS = Object.keys(SPANS) as SpanId[];

/** What is asked of a chart; Unix milliseconds. */
export interface AskedSpan {
  from?: number;
  to?: number;
  /** So long before the end; `from` wins. */
  last?: SpanId;
}

/**
 * From when to when a chart goes: from the first moment to the last one, if nothing else is asked. It ends with the
 * present, unless the data ended longer ago than it lasted.
 * @returns `null` where there is neither data nor a question
 */
export function chooseSpan(
  asked: AskedSpan,
  data: { firstAt: number; lastAt: number } | null,
  now: number,
): { from: number; to: number } | null {
  const to = asked.to ?? (data && endOf(data, now));
  const from = asked.from ?? (asked.last && to !== null ? to - SPANS[asked.last] : data?.firstAt);
  if (to === null || from === undefined) return null;
  return { from: Math.min(from, to), to: Math.max(from, to) };
}

const endOf = ({ firstAt, lastAt }: { firstAt: number; lastAt: number }, now: number): number =>
  now > lastAt && now - lastAt < lastAt - firstAt ? now : lastAt;
