/** Every pattern as the address and the menu name it, in the order of the menu. The browser needs no more of them. */
export const PATTERNS = {
  counters: { label: 'Counters', one: 'counter' },
  uniques: { label: 'Unique visitors', one: 'unique count' },
  leaderboards: { label: 'Leaderboards', one: 'leaderboard' },
  'time-series': { label: 'Time series', one: 'time series' },
  queues: { label: 'Queues and jobs', one: 'queue' },
  streams: { label: 'Streams', one: 'stream' },
  sessions: { label: 'Sessions', one: 'kind of session' },
  'rate-limits': { label: 'Rate limits', one: 'rate limit' },
  locks: { label: 'Locks', one: 'kind of lock' },
  caches: { label: 'Caches', one: 'cache' },
  'circuit-breakers': { label: 'Circuit breakers', one: 'circuit breaker' },
  'write-behind': { label: 'Write-behind queues', one: 'write-behind queue' },
  geo: { label: 'Places', one: 'map' },
  presence: { label: 'Online users', one: 'presence set' },
  carts: { label: 'Carts', one: 'kind of cart' },
  feeds: { label: 'Feeds and chats', one: 'kind of feed' },
  flags: { label: 'Feature flags', one: 'flag set' },
  tags: { label: 'Tags and relations', one: 'kind of relation' },
  objects: { label: 'Objects and values', one: 'kind of object' },
} as const satisfies Record<string, { label: string; one: string }>;

export type PatternId = keyof typeof PATTERNS;

/** The ids in the order of the menu. */
export const PATTERN_IDS = Object.keys(PATTERNS) as PatternId[];
