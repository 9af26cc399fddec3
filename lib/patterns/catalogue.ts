import { caches } from './caches/layouts';
import { cacheView, summariseCache } from './caches/read';
import { carts } from './carts/layouts';
import { cartsView, summariseCarts } from './carts/read';
import { circuitBreakers } from './circuit-breakers/layouts';
import { circuitView, summariseCircuits } from './circuit-breakers/read';
import { counters } from './counters/layouts';
import { counterView } from './counters/read';
import { summariseCounter } from './counters/summarise';
import { feeds } from './feeds/layouts';
import { feedsView, summariseFeeds } from './feeds/read';
import { flags } from './flags/layouts';
import { flagsView, summariseFlags } from './flags/read';
import { geo } from './geo/layouts';
import { geoView, summariseGeo } from './geo/read';
import { leaderboards } from './leaderboards/layouts';
import { leaderboardSampling } from './leaderboards/movement';
import { leaderboardView, summariseLeaderboard } from './leaderboards/read';
import { locks } from './locks/layouts';
import { locksView, summariseLocks } from './locks/read';
import { objects } from './objects/layouts';
import { objectsView, summariseObjects } from './objects/read';
import { libraryQueues } from './library-queues/libraries';
import type { Family, Pattern } from './pattern';
import { presence } from './presence/layouts';
import { presenceView, summarisePresence } from './presence/read';
import { queues } from './queues/layouts';
import { queueSampling } from './queues/past';
import { queueView, summariseQueue } from './queues/read';
import { rateLimits } from './rate-limits/layouts';
import { rateLimitView, summariseLimit } from './rate-limits/read';
import { sessions } from './sessions/layouts';
import { sessionsView, summariseSessions } from './sessions/read';
import { streams } from './streams/layouts';
import { streamView } from './streams/read';
import { summariseStream } from './streams/summarise';
import { tags } from './tags/layouts';
import { summariseTags, tagsView } from './tags/read';
import { timeSeries } from './time-series/layouts';
import { timeSeriesView } from './time-series/read';
import { summariseTimeSeries } from './time-series/summarise';
import { uniques } from './uniques/layouts';
import { uniqueView } from './uniques/read';
import { summariseUniques } from './uniques/summarise';
import { writeBehind } from './write-behind/layouts';
import { summariseWriteBehind, writeBehindView } from './write-behind/read';

/** Every pattern that is known: one row for each folder. Among families of equal certainty, earlier ones go first. */
export const CATALOGUE: readonly Pattern[] = [
  {
    id: 'leaderboards',
    families: leaderboards,
    summarise: summariseLeaderboard,
    sampling: leaderboardSampling,
    view: leaderboardView,
  },
  // The libraries' first: what they write may look like a queue of the documents too.
  {
    id: 'queues',
    families: [...libraryQueues, ...queues],
    summarise: summariseQueue,
    sampling: queueSampling,
    view: queueView,
  },
  // Behind the queues, whose sorted sets by time are more than that; before the limits, whose logs look like points.
  { id: 'time-series', families: timeSeries, summarise: summariseTimeSeries, view: timeSeriesView },
  // Behind the queues, whose statistics have dates too; before the limits, whose counts end.
  { id: 'counters', families: counters, summarise: summariseCounter, view: counterView },
  { id: 'uniques', families: uniques, summarise: summariseUniques, view: uniqueView },
  { id: 'streams', families: streams, summarise: summariseStream, view: streamView },
  { id: 'rate-limits', families: rateLimits, summarise: summariseLimit, view: rateLimitView },
  { id: 'sessions', families: sessions, summarise: summariseSessions, view: sessionsView },
  { id: 'locks', families: locks, summarise: summariseLocks, view: locksView },
  // Behind whatever has names of its own: a cache may be of anything.
  { id: 'caches', families: caches, summarise: summariseCache, view: cacheView },
  { id: 'geo', families: geo, summarise: summariseGeo, view: geoView },
  { id: 'presence', families: presence, summarise: summarisePresence, view: presenceView },
  { id: 'carts', families: carts, summarise: summariseCarts, view: cartsView },
  { id: 'feeds', families: feeds, summarise: summariseFeeds, view: feedsView },
  { id: 'flags', families: flags, summarise: summariseFlags, view: flagsView },
  { id: 'tags', families: tags, summarise: summariseTags, view: tagsView },
  { id: 'objects', families: objects, summarise: summariseObjects, view: objectsView },
  { id: 'circuit-breakers', families: circuitBreakers, summarise: summariseCircuits, view: circuitView },
  { id: 'write-behind', families: writeBehind, summarise: summariseWriteBehind, view: writeBehindView },
];

/** All families, in the order of the catalogue. */
export const FAMILIES: readonly Family[] = CATALOGUE.flatMap(({ families }) => families);
