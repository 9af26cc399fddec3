import { describe, expect, test } from 'vitest';
import {
  DAY_MS,
  HOUR_MS,
  bucketAt,
  bucketEnd,
  bucketStart,
  granularityOf,
  lastBuckets,
  type Clock,
} from './clock';

const at = (iso: string) => Date.parse(iso);
const names = (clock: Clock, count: number, now: string, timeZone?: string) =>
  lastBuckets(clock, count, at(now), timeZone).map(({ name }) => name);
const lengths = (clock: Clock, count: number, now: string, timeZone?: string) =>
  lastBuckets(clock, count, at(now), timeZone).map(
    (bucket) => (bucketEnd(clock, bucket, timeZone) - bucket.startsAt) / HOUR_MS,
  );

describe('in UTC', () => {
  test.each<[Clock, string, string]>([
    ['YYYYMMDDHH', '2026112109', '2026-11-21T09:00:00Z'],
    ['YYYYMMDD', '20261121', '2026-11-21T00:00:00Z'],
    ['YYYY-MM-DD', '2026-11-21', '2026-11-21T00:00:00Z'],
    ['YYYYMM', '202611', '2026-11-01T00:00:00Z'],
    ['epochHour', '498681', '2026-11-21T09:00:00Z'],
  ])('%s is %s', (clock, name, start) => {
    const moment = at('2026-11-21T09:59:59.999Z');
    expect(bucketAt(clock, moment)).toEqual({ name, startsAt: at(start) });
    expect(bucketStart(clock, name)).toBe(at(start));
    // A bucket's first moment is in it, the one before is not.
    expect(bucketAt(clock, at(start)).name).toBe(name);
    expect(bucketAt(clock, at(start) - 1).name).not.toBe(name);
  });

  test('the last ones end with the present, the oldest first', () => {
    expect(names('YYYYMMDDHH', 3, '2026-01-01T00:30:00Z')).toEqual([
      '2025123122',
      '2025123123',
      '2026010100',
    ]);
    expect(names('YYYY-MM-DD', 2, '2026-03-01T12:00:00Z')).toEqual(['2026-02-28', '2026-03-01']);
    expect(names('YYYY-MM-DD', 2, '2028-03-01T12:00:00Z')).toEqual(['2028-02-29', '2028-03-01']);
    expect(names('YYYYMM', 3, '2026-01-31T23:00:00Z')).toEqual(['202511', '202512', '202601']);
    expect(names('epochHour', 2, '2026-11-21T09:00:00Z')).toEqual(['498680', '498681']);
  });

  test('months are as long as they are', () => {
    const days = lengths('YYYYMM', 14, '2028-02-29T12:00:00Z').map((hours) => hours / 24);
    expect(days).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29]);
  });
});

describe('Europe/Berlin, 29 March 2026: no hour from 2 to 3', () => {
  const zone = 'Europe/Berlin';
  test('its hours', () => {
    expect(names('YYYYMMDDHH', 4, '2026-03-29T02:30:00Z', zone)).toEqual([
      '2026032900',
      '2026032901',
      '2026032903',
      '2026032904',
    ]);
    expect(lengths('YYYYMMDDHH', 4, '2026-03-29T02:30:00Z', zone)).toEqual([1, 1, 1, 1]);
    expect(bucketStart('YYYYMMDDHH', '2026032902', zone)).toBeNull();
    expect(bucketStart('YYYYMMDDHH', '2026032903', zone)).toBe(at('2026-03-29T01:00:00Z'));
  });

  test('its day has 23 hours', () => {
    expect(lengths('YYYYMMDD', 3, '2026-03-30T12:00:00Z', zone)).toEqual([24, 23, 24]);
    expect(bucketStart('YYYYMMDD', '20260330', zone)).toBe(at('2026-03-29T22:00:00Z'));
  });

  test('its month is an hour shorter', () => {
    expect(lengths('YYYYMM', 2, '2026-04-10T00:00:00Z', zone)).toEqual([31 * 24 - 1, 30 * 24]);
    expect(bucketAt('YYYYMM', at('2026-03-31T22:00:00Z'), zone).name).toBe('202604');
  });
});

describe('Europe/Berlin, 25 October 2026: the hour from 2 to 3 comes twice', () => {
  const zone = 'Europe/Berlin';
  test('its hours: the one that comes twice is one bucket of two hours', () => {
    expect(names('YYYYMMDDHH', 4, '2026-10-25T02:30:00Z', zone)).toEqual([
      '2026102500',
      '2026102501',
      '2026102502',
      '2026102503',
    ]);
    expect(lengths('YYYYMMDDHH', 4, '2026-10-25T02:30:00Z', zone)).toEqual([1, 1, 2, 1]);
    const twice = { name: '2026102502', startsAt: at('2026-10-25T00:00:00Z') };
    expect(bucketAt('YYYYMMDDHH', at('2026-10-25T00:15:00Z'), zone)).toEqual(twice);
    expect(bucketAt('YYYYMMDDHH', at('2026-10-25T01:59:59Z'), zone)).toEqual(twice);
    expect(bucketStart('YYYYMMDDHH', '2026102502', zone)).toBe(twice.startsAt);
  });

  test('its day has 25 hours', () => {
    expect(lengths('YYYY-MM-DD', 3, '2026-10-26T12:00:00Z', zone)).toEqual([24, 25, 24]);
  });
});

describe('America/Sao_Paulo, whose clocks were changed at midnight', () => {
  const zone = 'America/Sao_Paulo';
  test('4 November 2018 begins at 1:00', () => {
    expect(bucketStart('YYYYMMDD', '20181104', zone)).toBe(at('2018-11-04T03:00:00Z'));
    expect(bucketStart('YYYYMMDDHH', '2018110400', zone)).toBeNull();
    expect(names('YYYYMMDDHH', 3, '2018-11-04T04:30:00Z', zone)).toEqual([
      '2018110323',
      '2018110401',
      '2018110402',
    ]);
    expect(lengths('YYYYMMDD', 2, '2018-11-04T12:00:00Z', zone)).toEqual([24, 23]);
  });

  test('17 February 2018 ends with two hours from 23 to 24', () => {
    expect(lengths('YYYYMMDD', 2, '2018-02-18T12:00:00Z', zone)).toEqual([25, 24]);
    expect(names('YYYYMMDDHH', 3, '2018-02-18T03:30:00Z', zone)).toEqual([
      '2018021722',
      '2018021723',
      '2018021800',
    ]);
    expect(lengths('YYYYMMDDHH', 3, '2018-02-18T03:30:00Z', zone)).toEqual([1, 2, 1]);
  });

  test('Cuba puts its clocks back from 1:00 to midnight: the hour comes twice, the date does not', () => {
    expect(lengths('YYYYMMDD', 2, '2026-11-02T12:00:00Z', 'America/Havana')).toEqual([25, 24]);
    expect(bucketStart('YYYYMMDD', '20261101', 'America/Havana')).toBe(at('2026-11-01T04:00:00Z'));
  });
});

describe('zones that are no whole hours away', () => {
  test('Asia/Kolkata: hours begin at half past', () => {
    expect(bucketAt('YYYYMMDDHH', at('2026-11-21T09:29:00Z'), 'Asia/Kolkata')).toEqual({
      name: '2026112114',
      startsAt: at('2026-11-21T08:30:00Z'),
    });
    expect(bucketAt('YYYYMMDD', at('2026-11-21T18:30:00Z'), 'Asia/Kolkata')).toEqual({
      name: '20261122',
      startsAt: at('2026-11-21T18:30:00Z'),
    });
  });

  test('Asia/Kathmandu: at a quarter past', () => {
    expect(bucketStart('YYYYMMDDHH', '2026112114', 'Asia/Kathmandu')).toBe(at('2026-11-21T08:15:00Z'));
  });

  test('Australia/Lord_Howe changes by half an hour', () => {
    expect(lengths('YYYYMMDD', 1, '2026-04-05T02:00:00Z', 'Australia/Lord_Howe')).toEqual([24.5]);
    expect(lengths('YYYYMMDD', 1, '2026-10-04T02:00:00Z', 'Australia/Lord_Howe')).toEqual([23.5]);
    const hours = lengths('YYYYMMDDHH', 26, '2026-04-05T13:00:00Z', 'Australia/Lord_Howe');
    expect(hours.reduce((sum, each) => sum + each, 0)).toBe(26.5);
  });

  test('the first and the last place to see a day', () => {
    expect(bucketStart('YYYYMMDD', '20261121', 'Pacific/Kiritimati')).toBe(at('2026-11-20T10:00:00Z'));
    expect(bucketStart('YYYYMMDD', '20261121', 'Etc/GMT+12')).toBe(at('2026-11-21T12:00:00Z'));
  });

  test('Samoa had no 30 December 2011', () => {
    expect(bucketStart('YYYYMMDD', '20111230', 'Pacific/Apia')).toBeNull();
    expect(names('YYYYMMDD', 2, '2011-12-30T12:00:00Z', 'Pacific/Apia')).toEqual(['20111229', '20111231']);
  });
});

/** Every bucket of a year begins where the one before ends, and its name leads back to its begin. */
test.each<[Clock, string, string]>([
  ['YYYYMMDDHH', 'Europe/Berlin', '2026-12-31T12:00:00Z'],
  ['YYYYMMDDHH', 'America/Sao_Paulo', '2018-12-31T12:00:00Z'],
  ['YYYYMMDDHH', 'Australia/Lord_Howe', '2026-12-31T12:00:00Z'],
  ['YYYY-MM-DD', 'America/St_Johns', '2026-12-31T12:00:00Z'],
  ['YYYYMMDD', 'Africa/Cairo', '2026-12-31T12:00:00Z'],
  ['YYYYMM', 'America/Havana', '2026-12-31T12:00:00Z'],
])('%s in %s: no gaps, no overlaps', (clock, zone, end) => {
  const count = { hour: 365 * 24, day: 365, month: 12 }[granularityOf(clock)];
  const buckets = lastBuckets(clock, count, at(end), zone);
  expect(new Set(buckets.map(({ name }) => name)).size).toBe(count);
  const wrong = buckets.filter((bucket, index) => {
    const next = buckets[index + 1]?.startsAt;
    const isFollowed = next === undefined || bucketEnd(clock, bucket, zone) === next;
    return !isFollowed || bucketStart(clock, bucket.name, zone) !== bucket.startsAt;
  });
  expect(wrong).toEqual([]);
});

test.each<[Clock, string]>([
  ['YYYYMMDDHH', '2026112124'],
  ['YYYYMMDDHH', '20261121'],
  ['YYYYMMDD', '20260230'],
  ['YYYYMMDD', '2026-11-21'],
  ['YYYY-MM-DD', '20261121'],
  ['YYYY-MM-DD', '2026-1121'],
  ['YYYYMM', '202613'],
  ['YYYYMM', '202600'],
  ['YYYYMMDD', '2026112x'],
  ['YYYYMMDD', ''],
  ['epochHour', '12'],
  ['epochHour', '4958x5'],
])('%s never gives %j', (clock, name) => {
  expect(bucketStart(clock, name)).toBeNull();
  expect(bucketStart(clock, name, 'Europe/Berlin')).toBeNull();
});

test('epoch hours are of no zone', () => {
  const now = at('2026-11-21T09:20:00Z');
  expect(bucketAt('epochHour', now, 'Asia/Kolkata')).toEqual(bucketAt('epochHour', now));
  expect(bucketEnd('epochHour', bucketAt('epochHour', now), 'Asia/Kolkata')).toBe(at('2026-11-21T10:00:00Z'));
});

test('a zone that nobody knows is an error', () => {
  expect(() => bucketAt('YYYYMMDD', DAY_MS, 'Mars/Olympus')).toThrow(RangeError);
});
