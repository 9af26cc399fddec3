import type { Span } from '@/lib/time-span';
import type { Marker } from './markers';
import type { Point } from './series';

/** A time without data. `down`: the node did not answer. `unwatched`: nobody asked it. */
export interface Absence extends Span {
  kind: 'down' | 'unwatched';
}

/** Longer than the slowest polls of a node that answers. */
const SILENCE_MS = 16_000;

/**
 * Tells the times when a node was down from those when nobody watched it.
 *
 * @param points of a metric that every reply of the node has, on a grid; each stands at the end of its step
 * @param markers what happened to the node; those of `down` and `up` count, also some after the span
 * @param span the step of the grid, the span, and since when the node is down now (`null`: it is not); milliseconds
 * @returns in order of time, without overlap: what is silence without a failed poll before it was not watched
 */
export function findAbsences(
  points: readonly Point[],
  markers: readonly Marker[],
  { stepMs, from, to, downSince }: Span & { stepMs: number; downSince: number | null },
): Absence[] {
  const known = points.flatMap(([at, value]) => (value === null ? [] : [at]));
  // A dashboard that was started anew meanwhile knows of no end: the first answer is one.
  const firstAnswer = (after: number) => known.find((at) => at - stepMs > after) ?? to;
  const downs = markers.flatMap(({ kind, at, from: since }): Span[] => {
    if (kind === 'up') return since === undefined ? [] : [{ from: since, to: at }];
    if (kind === 'down') return [{ from: at, to: Math.max(at, firstAnswer(at) - stepMs) }];
    return [];
  });
  if (downSince !== null) downs.push({ from: downSince, to });
  const down = merge(downs.map((each) => clip(each, { from, to })));

  const silences: Span[] = [];
  let last = from;
  for (const at of [...known, to + stepMs]) {
    const silence = { from: last, to: Math.min(to, at - stepMs) };
    if (silence.to - silence.from > Math.max(SILENCE_MS, 2 * stepMs)) silences.push(silence);
    last = Math.max(last, at);
  }
  const unwatched = silences.flatMap((silence) => without(silence, down));
  return [
    ...down.map((span): Absence => ({ kind: 'down', ...span })),
    ...unwatched
      // What is left beside an outage is the wait for the next poll.
      .filter((span) => span.to - span.from > SILENCE_MS)
      .map((span): Absence => ({ kind: 'unwatched', ...span })),
  ].sort((a, b) => a.from - b.from);
}

const clip = (span: Span, within: Span): Span => ({
  from: Math.max(span.from, within.from),
  to: Math.min(span.to, within.to),
});

/** Spans in order, those that touch made one, without empty ones. */
function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
}

/** What is left of a span where others, in order, are taken out of it. */
function without(span: Span, others: readonly Span[]): Span[] {
  const left: Span[] = [];
  let { from } = span;
  for (const other of others) {
    if (other.to <= from || other.from >= span.to) continue;
    if (other.from > from) left.push({ from, to: other.from });
    from = other.to;
  }
  return from < span.to ? [...left, { from, to: span.to }] : left;
}
