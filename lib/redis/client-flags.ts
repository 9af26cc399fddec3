/** What each letter of `flags=` in CLIENT LIST says. */
const WORDS: Record<string, string> = {
  A: 'closing at once',
  b: 'blocked',
  B: 'tracking by prefix',
  c: 'closing after its reply',
  C: 'RDB channel',
  d: 'watched keys changed',
  e: 'never evicted',
  I: 'import source',
  M: 'primary',
  N: 'normal',
  O: 'monitor',
  P: 'pub/sub',
  r: 'read-only',
  R: 'tracking target gone',
  S: 'replica',
  t: 'tracking',
  T: 'no touch',
  u: 'unblocked',
  U: 'unix socket',
  x: 'in a transaction',
};

/**
 * The flags of a client in words, one a letter.
 * @param flags as in CLIENT LIST: `N`, `SC`, `Pt`
 * @returns words in the order of the letters; a letter of a newer version stands for itself. Empty for `''`.
 */
export function describeFlags(flags: string): string[] {
  return [...flags].map((letter) => WORDS[letter] ?? letter);
}

/** The connection on which a replica of this server receives: killing it interrupts replication. */
export const isReplica = (flags: string) => flags.includes('S');

/** The connection of this server to its primary: killing it interrupts replication. */
export const isPrimary = (flags: string) => flags.includes('M');

/** A client in MONITOR, which slows the whole server. */
export const isMonitor = (flags: string) => flags.includes('O');

/** A client that waits in a blocking command (BLPOP, XREAD BLOCK …). */
export const isBlocked = (flags: string) => flags.includes('b');

/** A client that is subscribed to a channel or a pattern. */
export const isPubsub = (flags: string) => flags.includes('P');

/** What a connection is for, as far as its flags tell. */
export const CLIENT_KINDS = ['normal', 'pubsub', 'replica', 'primary', 'monitor'] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

/** The kind of a connection; a replica that is also subscribed is a replica. */
export function clientKind(flags: string): ClientKind {
  if (isMonitor(flags)) return 'monitor';
  if (isReplica(flags)) return 'replica';
  if (isPrimary(flags)) return 'primary';
  return isPubsub(flags) ? 'pubsub' : 'normal';
}
