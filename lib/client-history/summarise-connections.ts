import type { CountOverTime, NodeRecord } from './count-over-time';
import { endOf, type KeptConnection } from './kept-connection';

/** What a group of connections was over a span. */
export interface ConnectionFigures {
  /** Opened and closed while somebody watched. */
  opened: number;
  closed: number;
  /** Open at the end of the span; `null` where nobody watched then. */
  atEnd: number | null;
  /** The most at one moment, and the mean by time; `null` where nobody watched. */
  peak: number | null;
  mean: number | null;
  /** The longest that one has been connected by the end of the span. */
  longestSeconds: number | null;
  /** Mean lifetime of those that were closed: each is known to one reading. `null` where none was. */
  lifetimeSeconds: number | null;
  /** The count only rises: connections are opened and never closed. */
  rising: boolean;
}

/**
 * Sums up the connections of one group, as it was counted over a span.
 * @param span its ends, Unix milliseconds
 * @param now Unix milliseconds
 */
export function summariseConnections(
  nodes: readonly NodeRecord[],
  counted: CountOverTime,
  span: { from: number; to: number },
  now: number,
): ConnectionFigures {
  const end = Math.min(span.to, now);
  let [lifetimes, ended, atEnd, watchedAtEnd] = [0, 0, 0, false];
  let longest: number | null = null;
  for (const { connections, watches } of nodes) {
    const isWatched = watches.some((watch) => watch.from <= end && endOf(watch, now) >= end);
    const lastReading = watches.at(-1)?.to ?? null;
    watchedAtEnd ||= isWatched;
    for (const connection of connections) {
      const { connectedAt, goneAt } = connection;
      if (isWatched && isListed(connection, end)) atEnd += 1;
      const lastAt = connection.lastSeenAt ?? lastReading;
      if (lastAt !== null) longest = Math.max(longest ?? 0, Math.min(lastAt, end) - connectedAt);
      if (goneAt === null || goneAt <= span.from || goneAt > end) continue;
      lifetimes += ((lastAt ?? goneAt) + goneAt) / 2 - connectedAt;
      ended += 1;
    }
  }
  const means = counted.open.flatMap(([, mean]) => mean ?? []);
  const maxima = counted.open.flatMap(([, , , max]) => max ?? []);
  return {
    opened: sum(counted.opened),
    closed: sum(counted.closed),
    atEnd: watchedAtEnd ? atEnd : null,
    peak: maxima.length === 0 ? null : maxima.reduce((a, b) => Math.max(a, b)),
    mean: means.length === 0 ? null : sum(means) / means.length,
    longestSeconds: longest === null ? null : Math.max(0, longest) / 1000,
    lifetimeSeconds: ended === 0 ? null : Math.max(0, lifetimes / ended) / 1000,
    rising: onlyRises(means),
  };
}

/** Whether the reading that counts at a moment has listed the connection. */
const isListed = ({ seenAt, goneAt }: KeptConnection, at: number): boolean =>
  seenAt <= at && (goneAt === null || goneAt > at);

/** So many connections more than before, and in so many parts of the span, are no chance. */
const LEAST_RISE = 5;
const PARTS = 4;

/**
 * Whether a count only goes up: no quarter of the span falls below the one before it, each goes above it, and in the
 * end there are at least five more, and half as many again.
 * @param counts in order of time, one for each watched step
 */
export function onlyRises(counts: readonly number[]): boolean {
  if (counts.length < 2 * PARTS) return false;
  const parts = Array.from({ length: PARTS }, (_, part) =>
    counts.slice(
      Math.floor((part * counts.length) / PARTS),
      Math.floor(((part + 1) * counts.length) / PARTS),
    ),
  );
  const isAbove = parts.every((part, index) => {
    const before = index === 0 ? -Infinity : Math.max(...parts[index - 1]!);
    return Math.min(...part) >= before && Math.max(...part) > before;
  });
  const [first, last] = [counts[0]!, counts.at(-1)!];
  return isAbove && last - first >= LEAST_RISE && last >= first * 1.5;
}

const sum = (values: readonly (number | null)[]): number =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0);
