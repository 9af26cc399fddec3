import { scoredMembers } from '@/lib/patterns/checks';
import { decodeGeohash } from '@/lib/patterns/geo/geohash';
import { ask, settled, type Plan } from '@/lib/patterns/plan';
import type { ContentView } from '../content-views';
import { elementName, shownName, type Body, type ContentReader } from './content-reader';
import type { PagePace } from './page-pace';

/** A page of places in the order of their geohashes: neighbours are mostly near. */
export function* readGeo(
  { key, query }: ContentReader,
  { length, pace, views }: { length: number; pace: PagePace; views: ContentView[] },
): Plan<Body<'geo'>> {
  const points: Body<'geo'>['points'] = [];
  let at = query.offset;
  for (let wanted = pace.next(); wanted > 0 && at < length; wanted = pace.next()) {
    const [reply] = yield* ask([['ZRANGE', key, at, at + wanted - 1, 'WITHSCORES']]);
    const found = scoredMembers(settled(reply));
    for (const { member, score } of found) {
      if (!pace.take(member.length)) break;
      at++;
      // A score that is no place may stand beside places.
      if (!Number.isFinite(score) || score < 0) continue;
      points.push({ name: elementName(member), text: shownName(member), ...decodeGeohash(score) });
    }
    if (found.length < wanted) break;
  }
  const [longitudes, latitudes] = [points.map((each) => each.longitude), points.map((each) => each.latitude)];
  return {
    ...{ kind: 'geo', view: 'geo', views, length, points },
    box:
      points.length === 0
        ? null
        : {
            ...{ west: Math.min(...longitudes), east: Math.max(...longitudes) },
            ...{ south: Math.min(...latitudes), north: Math.max(...latitudes) },
          },
    next: at < length ? at : null,
  };
}
