import { RANGE_MS, RANGES, type Range, type TimeParams } from '@/lib/search-params';

/** From one moment to another, in Unix milliseconds. */
export interface Span {
  from: number;
  to: number;
}

/** What the charts show: the last so many milliseconds, or a span that stands still. */
export type ShownSpan = { follows: true; lengthMs: number } | ({ follows: false; lengthMs: number } & Span);

/** How a span is asked of the history: its length up to the present, or both ends. */
export interface AskedSpan {
  span: number;
  from?: number;
  to?: number;
}

/** Two polls of a node that nobody watches: a shorter span may have nothing in it. */
export const SHORTEST_MS = 10_000;
/** As long as the history keeps anything. */
export const LONGEST_MS = 2 * 366 * 86_400_000;

/**
 * What a URL asks the charts to show.
 *
 * @param params the time in the URL
 * @param now the server's present when it rendered the page, so that browser and server come to the same
 * @returns with `from` and `to` that span; with one of them a span as long as the range; with neither the range up
 *   to the present, unless a moment is marked that lies before it: then a range around that moment
 */
export function shownSpan(
  { range, from, to, at }: Pick<TimeParams, 'range' | 'from' | 'to' | 'at'>,
  now: number,
): ShownSpan {
  const rangeMs = RANGE_MS[range];
  if (from !== null && to !== null && to > from) return fixed(from, to);
  if (from !== null && to === null) return fixed(from, from + rangeMs);
  if (to !== null && from === null) return fixed(to - rangeMs, to);
  if (at !== null && at < now - rangeMs) return fixed(at - rangeMs / 2, at + rangeMs / 2);
  return { follows: true, lengthMs: rangeMs };
}

const fixed = (from: number, to: number): ShownSpan => ({ follows: false, from, to, lengthMs: to - from });

/** A span as the history's query takes it. */
export const askedSpan = (shown: ShownSpan): AskedSpan =>
  shown.follows ? { span: shown.lengthMs } : { span: shown.lengthMs, from: shown.from, to: shown.to };

/** The span together with the one before it, as the golden row needs it for its deltas. */
export const withBefore = ({ span, from, to }: AskedSpan): AskedSpan =>
  from === undefined || to === undefined ? { span: 2 * span } : { span: 2 * span, from: from - span, to };

/**
 * A span that a person drew or typed, as it can be shown: in its order, in whole seconds, neither too short nor too
 * long.
 */
export function usableSpan(one: number, other: number): Span {
  const from = Math.floor(Math.min(one, other) / 1_000) * 1_000;
  const to = Math.ceil(Math.max(one, other) / 1_000) * 1_000;
  const missing = SHORTEST_MS - (to - from);
  if (missing > 0) {
    const start = from - Math.floor(missing / 2_000) * 1_000;
    return { from: start, to: start + SHORTEST_MS };
  }
  return to - from > LONGEST_MS ? { from: to - LONGEST_MS, to } : { from, to };
}

/**
 * Twice as much time around the same middle; what would lie in the future is shown of the past instead.
 * @param now Unix milliseconds
 */
export function zoomedOut({ from, to }: Span, now: number): Span {
  const length = Math.min(2 * (to - from), LONGEST_MS);
  const end = Math.min((from + to) / 2 + length / 2, Math.max(now, to));
  return usableSpan(end - length, end);
}

/** Half as much time around a moment of the span. */
export function zoomedIn({ from, to }: Span, around: number): Span {
  const middle = Math.min(to, Math.max(from, around));
  const share = (middle - from) / (to - from);
  const length = (to - from) / 2;
  return usableSpan(middle - share * length, middle - share * length + length);
}

/** The next longer range; `null` for the longest. */
export const longerRange = (range: Range): Range | null => RANGES[RANGES.indexOf(range) + 1] ?? null;

/** The span before another that is compared with it: what to ask of the history, and by how much to move it. */
export interface Before extends Span {
  shiftMs: number;
}

/**
 * The period before a span, as long as it is.
 * @param follows whether the span moves with the present. Then a little more is asked than is shown, so that the
 *   question stays the same while the span moves on by a twentieth of its length.
 */
export function periodBefore({ from, to }: Span, follows: boolean): Before {
  const shiftMs = to - from;
  if (!follows) return { from: from - shiftMs, to: from, shiftMs };
  const grid = shiftMs / 20;
  const end = Math.ceil(to / grid) * grid;
  return { from: end - grid - 2 * shiftMs, to: end - shiftMs, shiftMs };
}

const UNITS_MS: Record<string, number> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * What a person types for a span up to the present: `last 3 h`, `90 min`, `2d`, `1 week`.
 * @returns milliseconds; `null` where it is no length of time
 */
export function lengthOfWords(words: string): number | null {
  const match =
    /^(?:the\s+)?(?:last\s+)?(\d+(?:\.\d+)?)?\s*(s|sec|seconds?|m|min|mins|minutes?|h|hours?|d|days?|w|weeks?)$/i.exec(
      words.trim(),
    );
  if (!match) return null;
  const length = Number(match[1] ?? 1) * UNITS_MS[match[2]![0]!.toLowerCase()]!;
  return length >= SHORTEST_MS && length <= LONGEST_MS ? length : null;
}
