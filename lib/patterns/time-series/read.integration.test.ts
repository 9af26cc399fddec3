import { describe, expect, test } from 'vitest';
import { contextAt } from '@/testing/patterns/recognise-all';
import { runPlan } from '@/testing/patterns/run-plan';
import { patternServer } from '@/testing/patterns/pattern-server';
import type { ThingSettings } from '../settings';
import type { TimeSeriesResponse } from './model';
import { timeSeriesView } from './read';
import { writeEvent, writePoint, writePrice, writeSwappedPoint } from './write';

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

describe('read', () => {
  test('a part of it, by the span asked for', async () => {
    await writeTen('timeseries:t');
    const { series } = await read('timeseries/t', { from: now - 5 * MINUTE, to: now - 3 * MINUTE });
    expect(means(series[0]!)).toEqual([4.5, 5.5, 6.5]);
    expect(series[0]).toMatchObject({ inRange: 3, count: 10 });
  });

  test('silence is a gap', async () => {
    for (const minute of [60, 59, 58, 57, 56, 20, 19])
      await pattern.run(writePoint('timeseries:t', now - minute * MINUTE, 1));
    const { series } = await read('timeseries/t');
    expect(series[0]!.gaps).toBe(1);
    expect(series[0]!.points.filter(([, mean]) => mean === null)).toHaveLength(1);
  });

  test('a long one by some points of each step, and says so', async () => {
    const members: (string | number)[] = [];
    for (let index = 0; index < 30_000; index++) {
      const at = now / 1000 - 30_000 + index;
      members.push(at, `${at}:${index % 10}`);
    }
    await pattern.redis.zadd('timeseries:long', ...members.map(String));
    const { series } = await read('timeseries/long', { points: 100 });
    const [one] = series;
    expect(one).toMatchObject({ coverage: 'sampled', count: 30_000, inRange: 30_000, gaps: 0 });
    expect(one!.read).toBeLessThanOrEqual(20_000);
    expect(
      one!.points.every(([, mean, least, most]) => mean! >= 4 && mean! <= 5 && least === 0 && most === 9),
    ).toBe(true);
  });

  test('a long swapped one by places that are spread over its values', async () => {
    const members: (string | number)[] = [];
    for (let index = 0; index < 30_000; index++) members.push(index % 100, `${now / 1000 - 30_000 + index}`);
    await pattern.redis.zadd('timeseries:long', ...members.map(String));
    const { series } = await read('timeseries/long', { points: 50 });
    expect(series[0]).toMatchObject({ coverage: 'sampled', inRange: null, count: 30_000 });
    expect(series[0]!.read).toBeGreaterThan(10_000);
    expect(series[0]!.read).toBeLessThanOrEqual(20_100);
  });

  test('a long list by its newest points', async () => {
    const points = Array.from({ length: 25_000 }, (_, index) => JSON.stringify([now - index * 1000, index]));
    await pattern.redis.rpush('climate', ...points);
    const { series, from } = await read('points-by-time/climate');
    expect(series[0]).toMatchObject({
      coverage: 'newest',
      read: 20_000,
      count: 25_000,
      lastAt: now,
      latest: 0,
    });
    expect(from).toBe(now - 19_999_000);
  });

  test('one of several numbers in JSON, or how often', async () => {
    const key = 'events:user:7';
    for (const [index, total] of [10, 20, 30].entries())
      await pattern.run(
        writeEvent(key, now - index * MINUTE, { type: 'buy', id: `${index}`, total, items: index }),
      );
    expect((await read('user-events')).series[0]).toMatchObject({
      shows: 'counts',
      fields: ['total', 'items'],
    });
    const { series } = await read('user-events', { field: 'items' });
    expect(means(series[0]!)).toEqual([2, 1, 0]);
    expect(means((await read('user-events', { show: 'values' })).series[0]!)).toEqual([30, 20, 10]);
    await pattern.redis.zadd('timeseries:j', now / 1000, '{"value":1}');
    expect((await read('timeseries/j', { show: 'counts' })).series[0]).toMatchObject({
      shows: 'counts',
      inRange: 1,
    });
  });

  test('the orientation that somebody set', async () => {
    for (const index of [0, 1, 2])
      await pattern.run(writeSwappedPoint('timeseries:s', now / 1000 - index, index));
    const { series } = await read('timeseries/s', {}, { orientation: 'score-is-time' });
    expect(series[0]).toMatchObject({ points: [], orientation: { is: 'score-is-time', fits: false } });
    expect(series[0]!.problems[0]).toMatch(/the other orientation may be the right one/);
  });

  test('what was deleted, or became something else, since the scan', async () => {
    await writeTen('timeseries:gone');
    await writeTen('timeseries:other');
    const [gone, other] = [await pattern.thing('timeseries/gone'), await pattern.thing('timeseries/other')];
    await pattern.redis.del('timeseries:gone', 'timeseries:other');
    await pattern.redis.set('timeseries:other', 'x');
    const errors = [];
    for (const thing of [gone, other]) errors.push((await pattern.readStale(thing)).series[0]!.error);
    expect(errors).toEqual(['the key is gone', 'a string is no time series']);
  });

  test('no keys but the thing’s own', async () => {
    await writeTen('timeseries:a');
    await pattern.redis.zadd('timeseries:b', now / 1000, `${now / 1000}:1`);
    const { series } = await read('timeseries/a', { keys: ['timeseries:b', 'timeseries:a'] });
    expect(series.map(({ error }) => error)).toEqual(['the key is none of this thing', null]);
  });

  test('is refused as a whole where the ACL leaves its keys out', async () => {
    await writeTen('timeseries:a');
    const thing = await pattern.thing('timeseries/a');
    await pattern.redis.acl('SETUSER', 'nobody', 'on', '>nobody', '~other:*', '+@read');
    const nobody = pattern.connectAs('nobody');
    const plan = timeSeriesView.read(thing, timeSeriesView.query.parse({}), contextAt(now));
    await expect(runPlan(nobody, plan)).rejects.toThrow('NOPERM');
    nobody.disconnect();
  });
});

describe('what is wrong with the data', () => {
  const problemsOf = async (id: string) => (await read(id)).series[0]!.problems;

  test('swapped: trimming by time would delete values', async () => {
    for (const index of [0, 1, 2])
      await pattern.run(writeSwappedPoint('timeseries:s', now / 1000 - index, index + 20));
    const [swapped, trimming] = await problemsOf('timeseries/s');
    expect(swapped).toMatch(/two points of one moment overwrite each other/);
    expect(trimming).toMatch(
      /^Trimming it by time, with ZREMRANGEBYSCORE 0 \d+, would delete all 3 points at once/,
    );
  });

  test('swapped, and trimmed as document 000 does it: only what is below 0 is left', async () => {
    for (const value of [-2, 21, 22, -1]) {
      await pattern.run(writeSwappedPoint('timeseries:s', now / 1000 + value, value));
      await pattern.redis.zremrangebyscore('timeseries:s', 0, now / 1000 - 86_400);
    }
    expect(await pattern.redis.zcard('timeseries:s')).toBe(2);
    expect((await problemsOf('timeseries/s'))[1]).toMatch(
      /^There is no value between 0 and \d+: code that trims/,
    );
    expect((await pattern.summary('timeseries/s')).trouble).toMatch(/deletes them all/);
  });

  test('values alone are moved, bare events too; points lie in the future', async () => {
    await pattern.redis.zadd('prices', now / 1000, '9.5', now / 1000 - 60, '8.5');
    await pattern.redis.zadd('user:1:actions', now / 1000, 'login', now / 1000 - 60, 'view');
    await pattern.redis.zadd('timeseries:f', now / 1000 + 3600, `${now / 1000 + 3600}:1`);
    expect((await problemsOf('prices'))[0]).toMatch(/a second time moves the old point/);
    expect((await problemsOf('user-actions/actions'))[0]).toMatch(/the old entry is moved/);
    expect(await problemsOf('timeseries/f')).toEqual(['1 point lies in the future.']);
  });
});

describe('the card', () => {
  test('of a series: its newest value and its past', async () => {
    await writeTen('timeseries:t');
    const card = await pattern.summary('timeseries/t');
    expect(card).toMatchObject({ value: 9.5, caption: 'newest value', perHour: 10, trouble: null });
    expect(card.spark!.at(-1)![1]).toBe(9.5);
  });

  test('of events: how many in a day', async () => {
    for (const hour of [1, 2, 30])
      await pattern.run(
        writeEvent('events:user:7', now - hour * HOUR + 5 * MINUTE, { type: 'x', id: `${hour}` }),
      );
    expect(await pattern.summary('user-events')).toMatchObject({
      value: 2,
      caption: 'events in its newest 24 h',
      perHour: 1,
    });
  });

  test('of many series: how many', async () => {
    for (const product of [1, 2, 3]) await pattern.run(writePrice(product, now, 100));
    expect(await pattern.summary('price-history')).toMatchObject({
      value: 3,
      caption: 'series',
      spark: null,
      perHour: 3,
    });
  });
});
