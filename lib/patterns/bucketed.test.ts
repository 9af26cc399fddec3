import { describe, expect, test } from 'vitest';
import {
  bucketsOf,
  chooseBuckets,
  clockDoubt,
  findSubject,
  knowsAllNames,
  readReach,
  slotsOf,
  spanOf,
  subjectsOf,
  timeZoneOf,
} from './bucketed';
import { DAY_MS, HOUR_MS, type Clock } from './clock';
import type { Thing, ThingPart } from './pattern';

const now = Date.parse('2026-11-21T09:30:00Z');

const part = (layout: string, template: string, clock: Clock | null, names: string[]): ThingPart => ({
  layout,
  template,
  clock,
  zone: null,
  reachMs: null,
  keys: names.length,
  exact: true,
  names,
  type: 'string',
  ttlMs: { least: null, most: null },
  confidence: 1,
  why: '',
});

const thing = (identity: Record<string, string>, ...parts: ThingPart[]): Thing => ({
  id: 'x',
  pattern: 'counters',
  family: 'x',
  title: 'x',
  identity,
  parts,
  keys: parts.length,
  confidence: 1,
  access: 'readable',
});

const pages = thing(
  {},
  part('hourly', 'v:{page}:hour:{bucket:YYYYMMDDHH}', 'YYYYMMDDHH', ['v:/a:b:hour:2026112109']),
  part('total', 'v:{page}:total', null, ['v:/a:b:total', 'v:/:total', 'v:/:total']),
);

describe('keys', () => {
  test('are made from the identity, the subject and the period', () => {
    const counter = thing({ metric: 'm' }, part('d', 'c:{metric}:{bucket:YYYYMMDD}', 'YYYYMMDD', []));
    const [days] = bucketsOf(counter, {});
    expect(days!.keyOf({ label: '', fields: {} }, '20261121')).toBe('c:m:20261121');
    const [hours] = bucketsOf(pages, {});
    const [subject] = subjectsOf(pages);
    expect(hours!.keyOf(subject!, '2026112109')).toBe('v:/a:b:hour:2026112109');
  });

  test('of two spellings of a day are those that there are more of', () => {
    const both = thing(
      {},
      part('a', 'v:{bucket:YYYY-MM-DD}', 'YYYY-MM-DD', ['v:2026-11-21']),
      part('b', 'v:{bucket:YYYYMMDD}', 'YYYYMMDD', ['v:20261121', 'v:20261120']),
    );
    expect(bucketsOf(both, {}).map(({ clock }) => clock)).toEqual(['YYYYMMDD']);
  });

  test('are the finest, unless others are asked for', () => {
    const all = bucketsOf(
      thing(
        {},
        part('m', 'v:{bucket:YYYYMM}', 'YYYYMM', []),
        part('h', 'v:{bucket:YYYYMMDDHH}', 'YYYYMMDDHH', []),
      ),
      {},
    );
    expect(all.map(({ granularity }) => granularity)).toEqual(['hour', 'month']);
    expect(chooseBuckets(all, 'month')!.clock).toBe('YYYYMM');
    expect(chooseBuckets(all, 'day')!.clock).toBe('YYYYMMDDHH');
  });
});

describe('subjects', () => {
  test('come from the names, each once', () => {
    expect(subjectsOf(pages).map(({ label }) => label)).toEqual(['/a:b', '/']);
    expect(subjectsOf(pages, 'total').map(({ label }) => label)).toEqual(['/a:b']);
  });

  test('may be of several fields', () => {
    const own = thing({ shop: 's' }, part('t', '{shop}:{eachPage}:{eachUser}', null, ['s:home:7']));
    expect(subjectsOf(own)).toEqual([{ label: 'home:7', fields: { eachPage: 'home', eachUser: '7' } }]);
    expect(findSubject(own, subjectsOf(own), 'home:7')).not.toBeNull();
    expect(findSubject(own, subjectsOf(own), 'home:8')).toBeNull();
  });

  test('that no scan has seen can be asked for, where a thing has several', () => {
    expect(findSubject(pages, subjectsOf(pages), '/new')).toEqual({
      label: '/new',
      fields: { page: '/new' },
    });
    const alone = thing({ metric: 'm' }, part('t', 'c:{metric}', null, ['c:m']));
    expect(findSubject(alone, subjectsOf(alone), '/new')).toBeNull();
  });

  test('are all known where every name was kept', () => {
    expect(knowsAllNames(pages)).toBe(true);
    expect(knowsAllNames({ ...pages, parts: [{ ...pages.parts[0]!, keys: 9 }] })).toBe(false);
  });
});

describe('periods', () => {
  const [hours] = bucketsOf(pages, {});

  test('end with the present', () => {
    const slots = slotsOf(hours!, spanOf(hours!, { until: now + DAY_MS }, now), now);
    expect(slots).toHaveLength(24);
    expect(slots.filter(({ partial }) => partial)).toEqual([
      { name: '2026112109', startsAt: now - HOUR_MS / 2, endsAt: now + HOUR_MS / 2, partial: true },
    ]);
  });

  test('or earlier, where none is partial', () => {
    const slots = slotsOf(hours!, { count: 2, until: now - DAY_MS }, now);
    expect(slots.map(({ name, partial }) => [name, partial])).toEqual([
      ['2026112008', false],
      ['2026112009', false],
    ]);
  });

  test('say whose clock they are of', () => {
    expect(timeZoneOf(hours!, {})).toEqual({ name: 'UTC', basis: 'unknown', chosen: false });
    const settings = { timeZone: 'Asia/Kolkata' };
    expect(timeZoneOf(bucketsOf(pages, settings)[0]!, settings)).toEqual({
      name: 'Asia/Kolkata',
      basis: 'unknown',
      chosen: true,
    });
  });

  test('that have not begun are of another clock', () => {
    expect(clockDoubt(hours!, now)).toBeNull();
    expect(clockDoubt(hours!, now - HOUR_MS)).toMatch(/hours that have not begun in UTC/);
  });
});

describe('how long keys can be read', () => {
  const reach = (documented: number | null, ttls: unknown[]) => {
    const [hours] = bucketsOf({ ...pages, parts: [{ ...pages.parts[0]!, reachMs: documented }] }, {});
    const found = ttls.map((_, index) => ({ key: `k${index}`, startsAt: now - HOUR_MS }));
    const plan = readReach(hours!, found, now);
    let next = plan.next();
    while (!next.done) next = plan.next(ttls as number[]);
    return next.value / HOUR_MS;
  };

  test.each<[string, number | null, unknown[], number]>([
    ['as long as is written, where there are none', 7 * HOUR_MS, [], 7],
    ['for ever, where nothing says otherwise', null, [], Infinity],
    ['as the keys say, where nothing is written', null, [2 * HOUR_MS], 3],
    ['as is written, where they are written late', 7 * HOUR_MS, [6.5 * HOUR_MS], 7],
    ['shorter, where the keys are', 7 * HOUR_MS, [5 * HOUR_MS, 2 * HOUR_MS, -1], 3],
    ['for ever, where none has a time to live', 7 * HOUR_MS, [-1, -1], Infinity],
    ['a key that is gone says nothing', 7 * HOUR_MS, [-2], 7],
    ['nor does one that may not be asked', 7 * HOUR_MS, [new Error('NOPERM')], 7],
    ['what the questions take makes no difference', 7 * HOUR_MS, [6 * HOUR_MS - 900], 7],
  ])('%s', (_, documented, ttls, hours) => {
    expect(reach(documented, ttls)).toBe(hours);
  });
});
