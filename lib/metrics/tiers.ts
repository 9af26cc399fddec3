const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** One resolution of the past. Times in milliseconds. */
export interface Tier {
  /** What one row covers. */
  stepMs: number;
  /** How long it is kept. */
  keepMs: number;
  /** What is sealed together; aligned to the epoch, as the steps are. */
  blockMs: number;
}

/**
 * From the finest to the coarsest. The first two are sealed together, hour by hour; each of the others is made of the
 * one before it as soon as its block is over, so each is kept far longer than the next one's block is long.
 */
export const TIERS: readonly Tier[] = [
  { stepMs: 5_000, keepMs: 48 * HOUR_MS, blockMs: HOUR_MS },
  { stepMs: MINUTE_MS, keepMs: 30 * DAY_MS, blockMs: HOUR_MS },
  { stepMs: 10 * MINUTE_MS, keepMs: 180 * DAY_MS, blockMs: DAY_MS },
  { stepMs: HOUR_MS, keepMs: 730 * DAY_MS, blockMs: 30 * DAY_MS },
];

/** What is sealed as one, of the first two tiers. */
export const SEALED_MS = HOUR_MS;

/** So long after its end an hour is sealed; until then the charts of the last minutes have every second. */
export const SEAL_AFTER_MS = 15 * MINUTE_MS;
