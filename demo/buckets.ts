// Names of the hours and days that keys are counted under. The shop counts in UTC, so that no hour comes twice.

const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
const iso = (now: number) => new Date(now).toISOString();

/** One period of counting. */
export interface Bucket {
  /** As it stands in the key. */
  name: string;
  /** Epoch s. */
  startsAt: number;
}

const seconds = (ms: number) => Math.floor(ms / 1_000);

/** `2026112109` */
export function hourBucket(now: number): Bucket {
  return { name: iso(now).slice(0, 13).replace(/[-T]/g, ''), startsAt: seconds(now - (now % hourMs)) };
}

/** `20261121` */
export function dayBucket(now: number): Bucket {
  return { name: isoDate(now).replaceAll('-', ''), startsAt: seconds(now - (now % dayMs)) };
}

/** `202611` */
export function monthBucket(now: number): Bucket {
  const date = new Date(now);
  return {
    name: iso(now).slice(0, 7).replace('-', ''),
    startsAt: seconds(Date.UTC(date.getUTCFullYear(), date.getUTCMonth())),
  };
}

/** `2026-11-21` */
export function isoDate(now: number): string {
  return iso(now).slice(0, 10);
}

/** Midnight after `now`, and so many days later: epoch s. */
export function daysAfter(now: number, days: number): number {
  return dayBucket(now).startsAt + (1 + days) * 86_400;
}
