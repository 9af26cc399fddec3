import { describe, expect, test } from 'vitest';
import type { PastSample, Thing } from '../pattern';
import { pastOfBoard, toValues } from './movement';

const MINUTE = 60_000;
const NOW = 1_700_000_000_000;

const thingOf = (...names: string[]) =>
  ({
    identity: {},
    parts: [{ layout: 'board', keys: names.length, exact: true, names }],
  }) as unknown as Thing;
const BOARD = thingOf('lb');

/** A sample of the board `lb`, taken so many minutes ago. */
function sample(minutesAgo: number, scores: Record<string, number>, complete = true): PastSample {
  const best = Object.entries(scores).map(([member, score]) => ({ member, score }));
  return {
    at: NOW - minutesAgo * MINUTE,
    values: { value: best.length, ...toValues(0, 'lb', best, complete) },
  };
}

const comparedWith = (past: PastSample[], since?: number, thing = BOARD, board: string | null = 'lb') =>
  pastOfBoard(thing, board, { isRanked: true, since, past, now: NOW });

describe('what a member was', () => {
  test('is its score and the place that follows, ties sharing one', () => {
    const { before, movement } = comparedWith([sample(10, { ann: 50, bob: 40, cem: 40, dan: 3 })]);
    expect(before('ann')).toEqual({ place: 1, score: 50 });
    expect([before('bob')?.place, before('cem')?.place, before('dan')?.place]).toEqual([2, 2, 4]);
    expect(movement).toMatchObject({ since: NOW - 10 * MINUTE, kept: 4, complete: true });
  });

  test('is unknown where it was not among those that were kept', () => {
    const { before, movement } = comparedWith([sample(10, { ann: 50 }, false)]);
    expect(before('bob')).toBeNull();
    expect(movement).toMatchObject({ kept: 1, complete: false });
  });

  test('survives infinite scores and names of any bytes', () => {
    const { before } = comparedWith([sample(10, { '\xff\0': Infinity, 'a:b': 1, last: -Infinity })]);
    expect(before('base64:_wA')).toEqual({ place: 1, score: 'inf' });
    expect(before('a:b')).toEqual({ place: 2, score: 1 });
    expect(before('last')).toEqual({ place: 3, score: '-inf' });
  });

  test('is not kept under a very long name, which yet takes its place', () => {
    const long = 'x'.repeat(5_000);
    const taken = sample(10, { [long]: 9, ann: 5 });
    expect(JSON.stringify(taken).length).toBeLessThan(200);
    const { before, movement } = comparedWith([taken]);
    expect(before(long)).toBeNull();
    expect(before('ann')).toEqual({ place: 2, score: 5 });
    expect(movement).toMatchObject({ kept: 2, complete: false });
  });
});

describe('the moment', () => {
  const past = [30, 20, 10, 0].map((minutesAgo) => sample(minutesAgo, { ann: minutesAgo }));
  const scoreSince = (minutesAgo?: number) =>
    comparedWith(past, minutesAgo === undefined ? undefined : NOW - minutesAgo * MINUTE).before('ann')?.score;

  test('is the last sample at or before the one that is asked for, or else the first', () => {
    expect(scoreSince(20)).toBe(20);
    expect(scoreSince(15)).toBe(20);
    expect(scoreSince(300)).toBe(30);
    expect(scoreSince()).toBe(30);
    expect(scoreSince(-5)).toBe(0);
  });

  test('is one of a few: the oldest, those nearest to round spans, and the one that is chosen', () => {
    const day = Array.from({ length: 288 }, (_, index) => sample(5 * (287 - index), { ann: index }));
    const minutes = (since?: number) =>
      comparedWith(day, since).movement.moments.map((at) => (NOW - at) / MINUTE);
    expect(minutes()).toEqual([1435, 720, 360, 180, 60, 15, 5]);
    expect(minutes(NOW - 100 * MINUTE)).toEqual([1435, 720, 360, 180, 100, 60, 15, 5]);
  });

  test('is the present one where nothing else was kept yet', () => {
    const { movement } = comparedWith([sample(0, { ann: 1 })]);
    expect(movement.moments).toEqual([NOW]);
  });
});

describe('nothing is said', () => {
  const nothing = { moments: [], since: null, kept: 0, complete: false };

  test('without a past', () => {
    expect(comparedWith([]).movement).toEqual({ sampled: true, ...nothing });
    expect(comparedWith([]).before('ann')).toBeNull();
  });

  test('of a board beyond those that are sampled', () => {
    const many = thingOf('lb', 'lb2', 'lb3', 'lb4', 'lb5');
    const past = [sample(5, { ann: 1 })];
    expect(comparedWith(past, undefined, many, 'lb5').movement).toEqual({ sampled: false, ...nothing });
    expect(comparedWith(past, undefined, many, 'lb').movement).toMatchObject({ sampled: true, kept: 1 });
  });

  test('where the present places are no places among all', () => {
    const options = { isRanked: false, past: [sample(5, { ann: 1 })], now: NOW };
    expect(pastOfBoard(BOARD, 'lb', options).movement).toEqual({ sampled: false, ...nothing });
  });
});
