/** How long a window is, where only names and expiries tell. Pure arithmetic. */

/** Lengths that people choose, in seconds. */
const USUAL_SECONDS: readonly number[] = [
  1, 2, 3, 5, 6, 10, 12, 15, 20, 30, 60, 120, 180, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800, 14_400,
  21_600, 28_800, 43_200, 86_400, 604_800,
];

/** A window that is still known may be as many windows ago as a scan is old. */
const TOLERANCE = 1e-3;

/**
 * The length behind a window's number, `floor(epoch seconds / length)`: the present divided by it, put to a length
 * that somebody would choose (hundredths of a second below one second, then whole seconds, minutes from a quarter of
 * an hour, hours from two).
 * @param now Unix milliseconds
 * @returns seconds; `null` where no such length fits, so that it is the number of something else
 */
export function windowSecondsOf(number: number, now: number): number | null {
  if (!(number > 0)) return null;
  const ratio = now / 1000 / number;
  const unit = ratio < 1 ? 0.01 : ratio < 900 ? 1 : ratio < 7200 ? 60 : 3600;
  const seconds = Math.round(ratio / unit) * unit;
  return seconds > 0 && Math.abs(ratio - seconds) / seconds < TOLERANCE ? seconds : null;
}

/** The number of the window that a moment (Unix milliseconds) falls in. */
export const windowNumberAt = (now: number, seconds: number): number => Math.floor(now / 1000 / seconds);

/**
 * Whether a number is that of the present window, or of one that its key may outlive a little.
 * @param now Unix milliseconds
 */
export function isCurrentWindow(number: number, now: number): boolean {
  const seconds = windowSecondsOf(number, now);
  if (seconds === null) return false;
  const windowsAgo = windowNumberAt(now, seconds) - number;
  // The application's clock may be a little ahead.
  return windowsAgo >= -1 && windowsAgo <= 2;
}

/** A key that names the start of its window: seconds since 1970; the expiry is a fraction of that. */
export interface OpenWindow {
  start: number;
  expiresAt: number;
}

/**
 * The length of windows that name their start. A key ends with its window, or a whole window after its last request:
 * from start to expiry it is one length to two. Starts are multiples of the length.
 * @returns seconds; `null` where the keys fit no length that anybody would choose
 */
export function windowSecondsFrom(windows: readonly OpenWindow[]): number | null {
  if (windows.length === 0) return null;
  const spans = windows.map(({ start, expiresAt }) => expiresAt - start);
  const [longest, shortest] = [Math.max(...spans), Math.min(...spans)];
  const divides = (seconds: number) => windows.every(({ start }) => start % seconds === 0);
  // The clocks' and PTTL's own inaccuracy.
  const most = shortest * 1.01 + 0.5;
  const usual = USUAL_SECONDS.findLast(
    (seconds) => seconds <= most && seconds > longest / 2 && divides(seconds),
  );
  if (usual !== undefined) return usual;
  const odd = Math.round(shortest);
  return longest - shortest < 2 && odd > 0 && divides(odd) ? odd : null;
}

/**
 * Where windows may have started that hold the present: candidates for the name of a key that a scan has not seen.
 * @param known starts that were seen, which the length divides
 * @returns seconds since 1970, the newest first
 */
export function possibleStarts(known: readonly number[], now: number): number[] {
  const fitting = USUAL_SECONDS.filter((seconds) => known.every((start) => start % seconds === 0));
  const starts = fitting.map((seconds) => windowNumberAt(now, seconds) * seconds);
  return [...new Set([...starts, ...known])].sort((a, b) => b - a);
}

/**
 * The length of a sliding window: its log ends so long after the newest request, or a second later (document 001).
 * Refused requests of document 000 prolong it without a trace, so that the shortest tells.
 * @param spans seconds from the newest request to the expiry
 * @returns seconds; `null` where no log ever ends
 */
export function slidingSecondsFrom(spans: readonly number[]): number | null {
  if (spans.length === 0) return null;
  const shortest = Math.min(...spans);
  const usual = USUAL_SECONDS.findLast(
    (seconds) => seconds <= shortest + 0.5 && shortest - seconds <= Math.max(1.5, seconds * 0.01),
  );
  return usual ?? Math.max(1, Math.round(shortest));
}
