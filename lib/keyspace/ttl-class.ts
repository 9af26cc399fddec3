/** How long a key has left, roughly: what the key browser filters by. */
export const TTL_CLASSES = ['never', 'minute', 'hour', 'day', 'longer'] as const;
export type TtlClass = (typeof TTL_CLASSES)[number];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * The class of a key by its PTTL.
 * @param ttlMs milliseconds left; −1 where the key never expires
 * @returns the narrowest class that holds it: what has 30 s left is of the class `minute`, not of `hour`
 */
export function ttlClassOf(ttlMs: number): TtlClass {
  if (ttlMs < 0) return 'never';
  if (ttlMs <= MINUTE_MS) return 'minute';
  if (ttlMs <= HOUR_MS) return 'hour';
  return ttlMs <= DAY_MS ? 'day' : 'longer';
}
