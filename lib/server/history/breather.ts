import 'server-only';
import { setImmediate } from 'node:timers/promises';

const MOST_MS = 2;

/** Lets others have their turn. */
export interface Breather {
  /** Waits for the next turn of the event loop if this one has taken long enough. */
  breathe(): Promise<void>;
  /** The longest piece of work without a breath so far, in milliseconds. */
  readonly longestMs: number;
}

/** For work that is done piece by piece beside requests and polls: to be called between the pieces. */
export function breather(): Breather {
  let since = performance.now();
  let longestMs = 0;
  return {
    async breathe() {
      const took = performance.now() - since;
      longestMs = Math.max(longestMs, took);
      if (took < MOST_MS) return;
      await setImmediate();
      since = performance.now();
    },
    get longestMs() {
      return longestMs;
    },
  };
}
