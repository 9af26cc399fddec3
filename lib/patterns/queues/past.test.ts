import { describe, expect, test } from 'vitest';
import type { PastSample, Thing } from '../pattern';
import type { QueueLane } from './model';
import { queueHistory } from './past';

const JOBS = { id: 'job-queue/mail', family: 'job-queue', identity: { queue: 'mail' }, parts: [] };
const LIBRARY = { id: 'bullmq/mail', family: 'bullmq', identity: {}, parts: [] };

const lane = (id: string, key: string | null = null): QueueLane => ({
  ...{ id, label: id, key, depth: 0, oldestAt: null, nextDueAt: null },
});

const T = 1_700_000_000_000;
const samples = (...values: Record<string, number>[]): PastSample[] =>
  values.map((each, index) => ({ at: T + index * 10_000, values: each }));

const historyOf = (thing: unknown, past: PastSample[], lanes = [lane('waiting')]) =>
  queueHistory(thing as Thing, lanes, { past });

test('nothing is known of what nobody looked at', () => {
  expect(historyOf(JOBS, [])).toBeNull();
});

test('depths by lane, and how fast jobs come and go', () => {
  const past = samples(
    { 'depth:waiting': 3, in: 0.5, out: 0 },
    { 'depth:waiting': 4, in: 0.6, out: 0.1 },
    { 'depth:waiting': 2, in: 0.6, out: 0.2 },
  );
  const history = historyOf(JOBS, past, [lane('waiting'), lane('high')])!;
  expect(history.since).toBe(T);
  expect(history.lanes.map(({ lane }) => lane)).toEqual(['waiting']);
  expect(history.lanes[0]!.points.map(([, mean]) => mean)).toEqual([3, 4, 2]);
  expect(history.entered!.map(([, mean]) => mean)).toEqual([0.5, 0.6, 0.6]);
  expect(history.left!.map(([, mean]) => mean)).toEqual([0, 0.1, 0.2]);
});

test('where nobody looked for a while there is a gap', () => {
  const [first, second] = samples({ 'depth:waiting': 3 }, { 'depth:waiting': 4 });
  const { lanes } = historyOf(JOBS, [first!, { ...second!, at: T + 60_000 }])!;
  expect(lanes[0]!.points.map(([, mean]) => mean)).toEqual([3, null, 4]);
});

test('four hours are 240 points at most, each with what it holds at least and at most', () => {
  const past = samples(...Array.from({ length: 1_440 }, (_, n) => ({ 'depth:waiting': n % 6 })));
  const points = historyOf(JOBS, past)!.lanes[0]!.points;
  expect(points.length).toBeLessThanOrEqual(241);
  expect(points[5]).toEqual([expect.any(Number), 2.5, 0, 5]);
  expect(points.map(([at]) => at)).toEqual(points.map(([at]) => at).toSorted((a, b) => a - b));
});

describe('of a library that counts', () => {
  test('the rate is by how much the count rises; one that begins anew says nothing', () => {
    const { entered, left } = historyOf(
      LIBRARY,
      samples({ done: 10 }, { done: 30 }, { done: 5 }, { done: 5 }),
    )!;
    expect(entered).toBeNull();
    expect(left!.map(([, mean]) => mean)).toEqual([2, 0]);
  });
});

test('queues that look alike have a past each', () => {
  const names = ['queue:a', 'queue:b'];
  const thing = { ...JOBS, family: 'list-queue', parts: [{ layout: 'messages', names, keys: 2 }] };
  const past = samples({ 'depth:queue:a': 1, 'depth:queue:b': 7 });
  const { lanes } = historyOf(thing, past, [lane('waiting', 'queue:b')])!;
  expect(lanes[0]!.points[0]![1]).toBe(7);
});
