import { atLeast } from '@/lib/redis/compare-versions';
import { list, number, string, type Reply } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import { scoredMembers } from '../checks';
import { chooseKey, keptKeys } from '../kept-keys';
import { defineView, type ReadContext, type Summary, type Thing } from '../pattern';
import { ask, storedReply, type Command, type Plan } from '../plan';
import { decodeGeohash, distanceMetres, type Place } from './geohash';
import { geo } from './layouts';
import { geoQuery, geoResponse, type GeoPoint, type GeoQuery, type GeoResponse } from './model';

/** Points on the plotted map: more cannot be told apart. */
const MOST_POINTS = 2_000;

/** Of a larger map, so many stretches of its order; geohashes that are near are mostly places that are near. */
const STRETCHES = 40;

/** Redis looks at all places within the radius to find the nearest: 50,000 take it some 50 ms. */
const MOST_SEARCHED = 50_000;

/** A map with its points, the places near another one, and one place found. */
export const geoView = defineView({ query: geoQuery, response: geoResponse, read: readGeo });

function* readGeo(thing: Thing, query: GeoQuery, context: ReadContext): Plan<GeoResponse> {
  const key = chooseKey(thing, geo, query.key);
  const keys = keptKeys(thing).names.slice(0, 500).map(toWire);
  const nothing = { points: [], complete: true, box: null, near: null, found: null, ttlMs: null };
  if (key === null) return { key: null, keys, total: null, ...nothing };
  const [size, ttl, position] = yield* ask([
    ['ZCARD', key],
    ['PTTL', key],
    ...(query.member === undefined ? [] : [['GEOPOS', key, query.member] as const]),
  ]);
  const total = number(storedReply(size));
  if (total === null) return { key: toWire(key), keys, total, ...nothing };
  const points = yield* readPoints(key, total);
  const foundAt = toPlace(list(position)[0]);
  const found = foundAt && { member: toWire(query.member!), ...foundAt };
  const centre =
    query.longitude !== undefined && query.latitude !== undefined
      ? { longitude: query.longitude, latitude: query.latitude }
      : foundAt;
  return {
    key: toWire(key),
    keys,
    total,
    points,
    complete: points.length >= total,
    box: boxAround(points),
    near: centre && (yield* readNear(key, centre, query, { total, points }, context)),
    found,
    ttlMs: (number(ttl) ?? -1) < 0 ? null : number(ttl),
  };
}

/** All members, or stretches of as many at even distances in the order of their geohashes. */
function* readPoints(key: Bytes, total: number): Plan<GeoPoint[]> {
  const length = MOST_POINTS / STRETCHES;
  const ranges: Command[] =
    total <= MOST_POINTS
      ? [['ZRANGE', key, 0, MOST_POINTS - 1, 'WITHSCORES']]
      : Array.from({ length: STRETCHES }, (_, index) => {
          const start = Math.floor((index * (total - length)) / (STRETCHES - 1));
          return ['ZRANGE', key, start, start + length - 1, 'WITHSCORES'];
        });
  const replies = yield* ask(ranges);
  const points = new Map<Bytes, GeoPoint>();
  for (const { member, score } of replies.flatMap((reply) => scoredMembers(storedReply(reply)))) {
    if (Number.isFinite(score)) points.set(member, { member: toWire(member), ...decodeGeohash(score) });
  }
  return [...points.values()];
}

/** The nearest places within a radius; those of the sample where the server would have to sort too many. */
function* readNear(
  key: Bytes,
  centre: Place,
  { radius, count }: GeoQuery,
  { total, points }: { total: number; points: readonly GeoPoint[] },
  { redisVersion }: ReadContext,
): Plan<GeoResponse['near']> {
  const sampled = points
    .map((point) => ({ ...point, distanceMetres: distanceMetres(centre, point) }))
    .filter((point) => point.distanceMetres <= radius)
    .sort((a, b) => a.distanceMetres - b.distanceMetres);
  const shared = { ...centre, radiusMetres: radius };
  if (points.length > 0 && (sampled.length / points.length) * total > MOST_SEARCHED) {
    return { ...shared, rows: sampled.slice(0, count), more: true, sampled: true };
  }
  const { longitude, latitude } = centre;
  const [reply] = yield* ask([
    atLeast(redisVersion, '6.2')
      ? // prettier-ignore
        ['GEOSEARCH', key, 'FROMLONLAT', longitude, latitude, 'BYRADIUS', radius, 'm', 'ASC', 'COUNT', count + 1, 'WITHCOORD', 'WITHDIST']
      : // prettier-ignore
        ['GEORADIUS_RO', key, longitude, latitude, radius, 'm', 'WITHCOORD', 'WITHDIST', 'COUNT', count + 1, 'ASC'],
  ]);
  const rows = list(storedReply(reply)).flatMap(toRow);
  return { ...shared, rows: rows.slice(0, count), more: rows.length > count, sampled: false };
}

function toRow(reply: Reply): (GeoPoint & { distanceMetres: number })[] {
  const [member, distance, position] = list(reply);
  const place = toPlace(position);
  const metres = number(distance);
  return place && metres !== null
    ? [{ member: toWire(string(member) ?? ''), ...place, distanceMetres: metres }]
    : [];
}

function toPlace(reply: Reply | undefined): Place | null {
  const [longitude, latitude] = list(reply).map(number);
  return longitude == null || latitude == null ? null : { longitude, latitude };
}

function boxAround(points: readonly Place[]): GeoResponse['box'] {
  if (points.length === 0) return null;
  const longitudes = points.map(({ longitude }) => longitude);
  const latitudes = points.map(({ latitude }) => latitude);
  return {
    west: Math.min(...longitudes),
    south: Math.min(...latitudes),
    east: Math.max(...longitudes),
    north: Math.max(...latitudes),
  };
}

/** Places on the map, or on all maps that look alike. */
export function* summariseGeo(thing: Thing, _context: ReadContext): Plan<Summary> {
  const { names, total } = keptKeys(thing);
  const replies = yield* ask(names.slice(0, 50).map((key) => ['ZCARD', key] as const));
  const sizes = replies.map((reply) => number(reply) ?? 0);
  return {
    value: sizes.reduce((sum, size) => sum + size, 0),
    unit: 'count',
    caption: total > 1 ? `places on ${Math.min(total, names.length, 50)} of ${total} maps` : 'places',
    spark: null,
    perHour: null,
    trouble: null,
  };
}
