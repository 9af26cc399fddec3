import { describe, expect, test } from 'vitest';
import { patternServer } from '@/testing/patterns/pattern-server';
import type { ThingSettings } from '../settings';
import type { TimeSeriesResponse } from './model';
import {
  seriesKey,
  writeActivity,
  writeEvent,
  writeListPoint,
  writeMetric,
  writePoint,
  writePrice,
  writeSwappedPoint,
} from './write';

const pattern = patternServer<TimeSeriesResponse>('time-series');

/** The begin of this minute: the steps of the charts begin there too. */
const now = Math.floor(pattern.now / 60_000) * 60_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const read = (id: string, query: object = {}, settings: ThingSettings = {}) =>
  pattern.read(id, query, { now, settings });

/** Values that a chart shows, without the gaps. */
const means = ({ points }: TimeSeriesResponse['series'][number]) => points.flatMap(([, mean]) => mean ?? []);

/** Ten points, a minute apart, the newest now. */
async function writeTen(key: string): Promise<void> {
  for (let index = 0; index < 10; index++)
    await pattern.run(writePoint(key, now - (9 - index) * MINUTE, index + 0.5));
}

describe('recognised and read back equal', () => {
  const tenValues = Array.from({ length: 10 }, (_, index) => index + 0.5);

  test('timeseries:{metric}', async () => {
    for (const [index, value] of tenValues.entries())
      await pattern.run(writeMetric('cpu:load', now - (9 - index) * MINUTE, value));
    const thing = await pattern.thing('timeseries/cpu%3Aload');
    expect(thing).toMatchObject({ pattern: 'time-series', title: 'cpu:load', confidence: 0.95 });
    expect(thing.parts[0]!.why).toBe(
      'name matches timeseries:{metric}, value is a sorted set of points, score = time, member = time:value, no TTL',
    );
    const { series, from, to, stepMs } = await read('timeseries/cpu%3Aload');
    expect({ from, to, stepMs }).toEqual({ from: now - 9 * MINUTE, to: now, stepMs: 2_000 });
    expect(series[0]).toMatchObject({
      ...{ shows: 'values', count: 10, inRange: 10, read: 10, coverage: 'all', latest: 9.5, gaps: 0 },
      ...{ firstAt: now - 9 * MINUTE, lastAt: now, usualMs: MINUTE, problems: [], error: null },
      orientation: {
        is: 'score-is-time',
        reason: 'scores are Unix seconds, members are “time:value”',
        fits: true,
      },
    });
    expect(means(series[0]!)).toEqual(tenValues);
  });

  test('older than a day is trimmed, by time', async () => {
    await pattern.run(writeMetric('cpu', now - 25 * HOUR, 1));
    await pattern.run(writeMetric('cpu', now, 2));
    expect(await pattern.redis.zrange(seriesKey('cpu'), '0', '-1')).toEqual([`${now / 1000}:2`]);
  });

  test('product:{id}:price_history, all products in one chart', async () => {
    for (const product of [7, 8])
      for (const day of [3, 2, 1, 0])
        await pattern.run(writePrice(product, now - day * 24 * HOUR, product * 100 + day));
    const { keys, of, series } = await read('price-history');
    expect([keys, of]).toEqual([['product:7:price_history', 'product:8:price_history'], 2]);
    expect(series.map(means)).toEqual([
      [703, 702, 701, 700],
      [803, 802, 801, 800],
    ]);
    const chosen = await read('price-history', {
      keys: ['product:8:price_history', 'product:8:price_history'],
    });
    expect(chosen.series.map(({ key }) => key)).toEqual(['product:8:price_history']);
    expect((await read('price-history', { keys: 'product:7:price_history' })).series).toHaveLength(1);
  });

  test('prices, dates as members: swapped', async () => {
    const days = ['2024-01-01', '2024-01-02', '2024-01-03'];
    for (const [index, day] of days.entries())
      await pattern.run(writeSwappedPoint('prices', day, [30, 10, 20][index]!));
    const { series, from, to } = await read('prices');
    expect([from, to]).toEqual([Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 3)]);
    expect(means(series[0]!)).toEqual([30, 10, 20]);
    expect(series[0]!.orientation).toMatchObject({
      is: 'score-is-value',
      reason: 'members are times, scores are values',
    });
  });

  test.each([
    ['user-events', 'events:user:7'],
    ['user-actions/actions', 'user:7:actions'],
  ])('%s: %s', async (id, key) => {
    for (const [index, minute] of [50, 50, 10].entries())
      await pattern.run(writeEvent(key, now - minute * MINUTE, { type: 'login', id: String(index) }));
    const { series } = await read(id, { from: now - HOUR, to: now, points: 6 });
    expect(series[0]).toMatchObject({ shows: 'counts', count: 3, inRange: 3, coverage: 'all' });
    const counts = means(series[0]!);
    expect([counts.reduce((sum, each) => sum + each, 0), Math.max(...counts), Math.min(...counts)]).toEqual([
      3, 2, 0,
    ]);
  });

  test('user:{id}:activities, 24 h of them; the same event twice is there twice', async () => {
    expect(await pattern.run(writeActivity(7, now - 26 * HOUR, { type: 'login', id: 'a' }))).toBe(true);
    await pattern.run(writeActivity(7, now - HOUR, { type: 'login', id: 'b' }));
    await pattern.run(writeActivity(7, now, { type: 'login', id: 'c' }));
    const { series } = await read('user-actions/activities');
    expect(series[0]).toMatchObject({ shows: 'counts', count: 2, problems: [] });
  });

  test('a list of points, newest first or last', async () => {
    for (const [index, value] of tenValues.entries()) {
      await pattern.run(writeListPoint('climate:room', now - (9 - index) * MINUTE, value));
      await pattern.redis.rpush('climate:hall', JSON.stringify([now - (9 - index) * MINUTE, value]));
    }
    for (const id of ['points-by-time/climate%3Aroom', 'points-by-time/climate%3Ahall']) {
      const { series } = await read(id);
      expect(means(series[0]!)).toEqual(tenValues);
      expect(series[0]).toMatchObject({ count: 10, coverage: 'all', latest: 9.5, orientation: null });
    }
  });

  test('any name, by its content', async () => {
    await writeTen('room:hall');
    await pattern.redis.zadd('weather', 3, '2024-01-01', 5, '2024-01-02');
    await pattern.redis.zadd('seen', now / 1000 - 5, 'ann', now / 1000 - 9, 'bob');
    expect(means((await read('points-by-time/room%3Ahall')).series[0]!)).toEqual(tenValues);
    expect(means((await read('points-by-time/weather')).series[0]!)).toEqual([3, 5]);
    expect((await read('events-by-time/seen')).series[0]).toMatchObject({ shows: 'counts', count: 2 });
  });
});

describe('not recognised', () => {
  test.each<[string, (string | number)[]]>([
    ['ranks', [12, 'ann', 7, 'bob']],
    ['requests of a sliding window', [1732180000.5, '1732180000.5:a1b2', 1732180001.5, '1732180001.5:c3d4']],
    ['what is due', [Date.now() / 1000 + 900, '{"id":1}']],
    ['places', ['3673983964876493', 'store:berlin']],
    ['priorities', [-2, '{"id":1}', -1, '{"id":2}']],
  ])('%s', async (_name, members) => {
    await pattern.redis.zadd('some:thing', ...members.map(String));
    await pattern.redis.zadd('timeseries:x', 12, 'ann', 7, 'bob');
    expect(await pattern.recognised()).toEqual([]);
  });

  test('a log of requests whose hashes are numbers, since it ends', async () => {
    await pattern.redis.zadd('10.0.0.1', 1732180000, '1732180000:8231', 1732180001, '1732180001:9921');
    await pattern.redis.expire('10.0.0.1', 60);
    expect(await pattern.recognised()).toEqual([]);
  });

  test.each<[string, string[]]>([
    ['jobs', ['{"id":1,"created_at":1732180000,"type":"mail"}']],
    ['write-behind', ['{"key":"user:1","value":7,"timestamp":1732180000}']],
    ['names', ['ann', 'bob']],
    ['numbers', ['21.5', '22']],
  ])('a list of %s', async (_name, elements) => {
    await pattern.redis.rpush('some:list', ...elements);
    expect(await pattern.recognised()).toEqual([]);
  });
});
