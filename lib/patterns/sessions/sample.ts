import type { Bytes } from '../bytes';
import { DAY_MS, HOUR_MS } from '../clock';
import type { SessionRow, SessionSample } from './model';

const MINUTE_MS = 60_000;

/** Where bars end that people think in. */
const BARS_MS = [
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  HOUR_MS / 2,
  HOUR_MS,
  6 * HOUR_MS,
  DAY_MS,
  7 * DAY_MS,
  30 * DAY_MS,
];

const TOP_USERS = 10;

/** As many of the names as asked for, at even distances, so that each kind of name has its share. */
export function spread(names: readonly Bytes[], most: number): Bytes[] {
  if (names.length <= most) return [...names];
  return Array.from({ length: most }, (_, index) => names[Math.floor((index * names.length) / most)]!);
}

/**
 * What a sample of sessions says of all.
 * @param of how many sessions there are
 * @param now Unix milliseconds
 */
export function describeSample(rows: readonly SessionRow[], of: number, now: number): SessionSample {
  const users = countBy(rows, ({ user }) => user);
  return {
    looked: rows.length,
    of,
    users: users.length,
    topUsers: users.slice(0, TOP_USERS).map(([user, sessions]) => ({ user, sessions })),
    withoutTtl: rows.filter(({ ttlMs }) => ttlMs === null).length,
    ended: rows.filter(({ expiresAt }) => expiresAt !== null && expiresAt < now).length,
    variants: countBy(rows, ({ variant }) => variant).map(([variant, sessions]) => ({
      variant,
      form: rows.find((row) => row.variant === variant)!.form,
      sessions,
    })),
    age: bars(rows.map(({ createdAt }) => (createdAt === null ? null : now - createdAt))),
    lastSeen: bars(rows.map(({ lastSeenAt }) => (lastSeenAt === null ? null : now - lastSeenAt))),
    ttl: bars(rows.map(({ ttlMs }) => ttlMs)),
  };
}

/** The most frequent first; what has no word is left out. */
function countBy(rows: readonly SessionRow[], word: (row: SessionRow) => string | null): [string, number][] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const key = word(row);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Unknown spans are in no bar; a clock that is a little ahead makes them negative, which is none at all. */
function bars(spans: readonly (number | null)[]): SessionSample['age'] {
  const known = spans.filter((span) => span !== null);
  return [...BARS_MS, null].map((underMs, index) => {
    const from = BARS_MS[index - 1] ?? -Infinity;
    return {
      underMs,
      sessions: known.filter((span) => span >= from && (underMs === null || span < underMs)).length,
    };
  });
}
