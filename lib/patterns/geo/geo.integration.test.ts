import { describe, expect, test } from 'vitest';
import { patternServer } from '@/testing/patterns/pattern-server';
import { decodeGeohash, distanceMetres } from './geohash';
import type { GeoResponse } from './model';
import { geoKey, removePlace, writePlace } from './write';

const pattern = patternServer<GeoResponse>('geo');

const palermo = { longitude: 13.361389, latitude: 38.115556 };
const catania = { longitude: 15.087269, latitude: 37.502669 };
const berlin = { longitude: 13.404954, latitude: 52.520008 };

/** Places all over the world, the same each time. */
const places = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    longitude: ((index * 137.50776) % 360) - 180,
    latitude: ((index * 53.1301) % 170) - 85,
  }));

async function writeSicily() {
  await pattern.run(writePlace(geoKey('stores'), 'palermo', palermo));
  await pattern.run(writePlace(geoKey('stores'), 'catania', catania));
  await pattern.run(writePlace(geoKey('stores'), 'berlin', berlin));
}

test('scores are decoded to the very places, and distances are the very ones, that Redis says', async () => {
  const all = [
    ...places(500),
    { longitude: 180, latitude: 85.05112878 },
    { longitude: -180, latitude: -85.05112878 },
  ];
  for (const [index, place] of all.entries()) await pattern.run(writePlace('geo:all', `p${index}`, place));
  const names = all.map((_, index) => `p${index}`);
  const scores = await pattern.redis.zmscore('geo:all', ...names);
  const positions = await pattern.redis.geopos('geo:all', ...names);
  scores.forEach((score, index) => {
    const { longitude, latitude } = decodeGeohash(Number(score));
    expect(longitude).toBeCloseTo(Number(positions[index]![0]), 12);
    expect(latitude).toBeCloseTo(Number(positions[index]![1]), 12);
  });
  for (let index = 1; index < 100; index++) {
    const distance = await pattern.redis.geodist('geo:all', 'p0', `p${index}`);
    const own = distanceMetres(decodeGeohash(Number(scores[0])), decodeGeohash(Number(scores[index])));
    expect(own).toBeCloseTo(Number(distance), 3);
  }
});

describe('recognised', () => {
  test('by name and scores', async () => {
    await writeSicily();
    const thing = await pattern.thing('geo/stores');
    expect(thing).toMatchObject({
      pattern: 'geo',
      family: 'geo',
      title: 'stores',
      keys: 1,
      confidence: 0.95,
    });
    expect(thing.parts[0]).toMatchObject({
      layout: 'places',
      why: 'name matches geo:{name}, value is a sorted set of 52-bit geohashes, no TTL',
    });
  });

  test.each(['cities', 'restaurants', 'drivers', 'stores'])('%s of document 001', async (key) => {
    await pattern.run(writePlace(key, 'a', berlin));
    expect(await pattern.recognised()).toEqual([`geo-alone/${key}`]);
  });

  test('by scores alone, less sure', async () => {
    await pattern.run(writePlace('shop:7:couriers', 'a', berlin));
    expect(await pattern.thing('places/shop%3A*%3Acouriers')).toMatchObject({ confidence: 0.7 });
  });

  test.each([
    ['a ranking', 'drivers', ['7', 'ann']],
    ['delayed jobs of Bull', 'geo:x', ['7302000000000000', '17']],
    ['times in microseconds', 'shop:log', [String((Date.now() - 5_000) * 1000), 'a']],
    ['numbers that are not whole', 'geo:x', ['1367859919124626.5', 'a']],
    ['times in milliseconds', 'geo:x', [String(Date.now()), 'a']],
  ])('not %s', async (_, key, [score, member]) => {
    await pattern.redis.zadd(key, score!, member!);
    expect(await pattern.recognised()).toEqual([]);
  });
});

describe('read', () => {
  test('all points with the box around them', async () => {
    await writeSicily();
    const { key, total, points, complete, box, near, found } = await pattern.read('geo/stores');
    expect({ key, total, complete, near, found }).toEqual({
      key: 'geo:stores',
      total: 3,
      complete: true,
      near: null,
      found: null,
    });
    expect(points.map(({ member }) => member).sort()).toEqual(['berlin', 'catania', 'palermo']);
    expect(box!.west).toBeCloseTo(palermo.longitude, 4);
    expect(box!.north).toBeCloseTo(berlin.latitude, 4);
  });

  test.each(['6.2.0', '6.0.16', null])(
    'the nearest around a point (as of version %s)',
    async (redisVersion) => {
      await writeSicily();
      const query = { longitude: 15, latitude: 37, radius: 200_000 };
      const { near } = await pattern.read('geo/stores', query, { redisVersion });
      expect(near).toMatchObject({
        longitude: 15,
        latitude: 37,
        radiusMetres: 200_000,
        more: false,
        sampled: false,
      });
      expect(near!.rows.map(({ member }) => member)).toEqual(['catania', 'palermo']);
      expect(near!.rows[0]!.distanceMetres).toBeCloseTo(56_441.257, 0);
      const first = await pattern.read('geo/stores', { ...query, count: 1 }, { redisVersion });
      expect([first.near!.rows.length, first.near!.more]).toEqual([1, true]);
    },
  );

  test('a place found, and those around it', async () => {
    await writeSicily();
    const { found, near } = await pattern.read('geo/stores', { member: 'palermo', radius: 200_000 });
    expect(found!.longitude).toBeCloseTo(palermo.longitude, 4);
    expect(near!.rows.map(({ member }) => member)).toEqual(['palermo', 'catania']);
    expect((await pattern.read('geo/stores', { member: 'nowhere' })).found).toBeNull();
  });

  test('a large map by a sample from all over it; too wide a search does not go to the server', async () => {
    const all = places(60_000);
    for (let start = 0; start < all.length; start += 5_000) {
      const some = all.slice(start, start + 5_000);
      await pattern.redis.geoadd(
        'geo:world',
        ...some.flatMap(({ longitude, latitude }, index) => [longitude, latitude, `p${start + index}`]),
      );
    }
    await pattern.redis.config('RESETSTAT');
    const calls = async () =>
      Number(/cmdstat_geosearch:calls=(\d+)/.exec(await pattern.redis.info('commandstats'))?.[1] ?? 0);
    const { total, points, complete, box, near } = await pattern.read('geo/world', {
      longitude: 0,
      latitude: 0,
      radius: 20_000_000,
    });
    expect([total, points.length, complete]).toEqual([60_000, 2_000, false]);
    expect(box!.west).toBeLessThan(-90);
    expect(box!.east).toBeGreaterThan(90);
    expect([near!.sampled, near!.rows.length, await calls()]).toEqual([true, 50, 0]);
    const narrow = await pattern.read('geo/world', { longitude: 0, latitude: 0, radius: 500_000 });
    expect([narrow.near!.sampled, await calls()]).toEqual([false, 1]);
  });

  test('members of any bytes; a key that is gone, of another type, or of something else', async () => {
    await pattern.redis.geoadd('geo:x', 1, 1, Buffer.from([0xff]));
    const { points } = await pattern.read('geo/x', { member: 'base64:_w' });
    expect(points[0]!.member).toBe('base64:_w');
    const thing = await pattern.thing('geo/x');
    expect(await pattern.readStale(thing, { key: 'leaderboard:x' })).toMatchObject({
      key: null,
      total: null,
    });
    await pattern.redis.del('geo:x');
    expect(await pattern.readStale(thing)).toMatchObject({ key: 'geo:x', total: 0, points: [], box: null });
    await pattern.redis.set('geo:x', 'text');
    expect(await pattern.readStale(thing)).toMatchObject({ key: 'geo:x', total: null, points: [] });
  });

  test('the card counts places', async () => {
    await writeSicily();
    expect(await pattern.summary('geo/stores')).toMatchObject({ value: 3, caption: 'places' });
  });
});

test('a place is moved, not doubled, and taken off once', async () => {
  expect(await pattern.run(writePlace('geo:x', 'a', palermo))).toBe(true);
  expect(await pattern.run(writePlace('geo:x', 'a', catania))).toBe(false);
  expect(await pattern.run(removePlace('geo:x', 'a'))).toBe(true);
  expect(await pattern.run(removePlace('geo:x', 'a'))).toBe(false);
});
