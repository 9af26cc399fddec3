import { chooseStep, type Point } from '@/lib/metrics/series';
import { number } from '@/lib/redis/reply';
import { toWire } from '../bytes';
import { keptKeys } from '../kept-keys';
import { isLibraryQueue, readLibraryQueue } from '../library-queues/libraries';
import type { PastSample, ReadContext, Sampling, Thing } from '../pattern';
import { ask, storedReply, type Plan } from '../plan';
import { jobQueueKeysOf, type JobQueueKeys } from './keys';
import { laneSizes, lanesOf } from './lanes';
import type { QueueHistory, QueueLane } from './model';

/** How full a queue was, and how fast jobs came and went: no key says that, so it is looked at time and again. */
export const queueSampling: Sampling = { everyMs: 10_000, keep: 1_440, sample: sampleQueue };

/** Lanes and queues of one thing whose depth is kept. */
const MOST_KEPT = 30;
/** Points of a line. */
const MOST_POINTS = 240;
/** After so long without a sample the line breaks: nobody looked. */
const GAP_MS = 3 * queueSampling.everyMs;

/** Jobs that ever came, and that were ever done with, as far as the keys count them. */
const ENTERED = 'entered';
const LEFT = 'left';

const depthOf = (name: string) => `depth:${name}`;

/** Of queues that look alike, each has its own past. */
const hasSeveral = (thing: Thing) =>
  jobQueueKeysOf(thing) === null &&
  !isLibraryQueue(thing) &&
  thing.family !== 'priority-queue' &&
  keptKeys(thing).names.length > 1;

const nameOf = (thing: Thing, { id, key }: { id: string; key: string | null }) =>
  depthOf(hasSeveral(thing) ? (key ?? id) : id);

function* sampleQueue(thing: Thing, context: ReadContext): Plan<Record<string, number>> {
  if (isLibraryQueue(thing)) {
    const { lanes, processed } = yield* readLibraryQueue(thing, { offset: 0, count: 1 }, context);
    const left = processed && (processed.completed ?? processed.failed) !== null;
    return {
      ...Object.fromEntries(lanes.slice(0, MOST_KEPT).map((lane) => [nameOf(thing, lane), lane.depth])),
      ...(left ? { [LEFT]: (processed.completed ?? 0) + (processed.failed ?? 0) } : {}),
    };
  }
  const keys = jobQueueKeysOf(thing);
  if (keys) return yield* sampleJobQueue(keys);
  const names = hasSeveral(thing) ? keptKeys(thing).names.slice(0, MOST_KEPT) : [undefined];
  const lanes = names.flatMap((key) => lanesOf(thing, key));
  const sizes = yield* laneSizes(lanes);
  return Object.fromEntries(
    lanes.map(({ id, key }, index) => [nameOf(thing, { id, key: toWire(key) }), sizes[index]!.depth]),
  );
}

/** Document 001 keeps every job in the hash until somebody sweeps it: what is in no lane is done with. */
function* sampleJobQueue(keys: JobQueueKeys): Plan<Record<string, number>> {
  const replies = yield* ask([
    ['LLEN', keys.high],
    ['LLEN', keys.waiting],
    ['ZCARD', keys.delayed],
    ['SCARD', keys.processing],
    ['HLEN', keys.jobs],
  ]);
  const [high, waiting, delayed, processing, jobs] = replies.map(
    (reply) => number(storedReply(reply)) ?? 0,
  ) as [number, number, number, number, number];
  const depths = { high, waiting, delayed, processing };
  return {
    ...Object.fromEntries(Object.entries(depths).map(([id, depth]) => [depthOf(id), depth])),
    [ENTERED]: jobs,
    [LEFT]: Math.max(0, jobs - high - waiting - delayed - processing),
  };
}

/**
 * What is known of a queue's past, for charts.
 * @param lanes those of the page
 * @returns `null` where nothing was kept yet
 */
export function queueHistory(
  thing: Thing,
  lanes: readonly QueueLane[],
  { past }: Pick<ReadContext, 'past'>,
): QueueHistory | null {
  const [first, last] = [past[0], past.at(-1)];
  if (!first || !last) return null;
  const stepMs = Math.max(queueSampling.everyMs, chooseStep(last.at - first.at, MOST_POINTS));
  const rateOf = (name: string) => {
    const rates = ratesOf(past, name);
    return rates.length === 0 ? null : toPoints(rates, stepMs);
  };
  return {
    since: first.at,
    lanes: lanes.flatMap((lane) => {
      const name = nameOf(thing, lane);
      const known = past.flatMap(({ at, values }) => {
        const value = values[name];
        return value === undefined ? [] : [{ at, value }];
      });
      return known.length === 0 ? [] : [{ lane: lane.id, points: toPoints(known, stepMs) }];
    }),
    entered: rateOf(ENTERED),
    left: rateOf(LEFT),
  };
}

interface Reading {
  at: number;
  value: number;
}

/** Jobs a second between two samples. Where a count fell, somebody swept the jobs: that says nothing. */
function ratesOf(past: readonly PastSample[], name: string): Reading[] {
  const rates: Reading[] = [];
  past.forEach(({ at, values }, index) => {
    const before = past[index - 1];
    const [from, to] = [before?.values[name], values[name]];
    if (!before || from === undefined || to === undefined || to < from || at - before.at > GAP_MS) return;
    rates.push({ at, value: ((to - from) * 1000) / (at - before.at) });
  });
  return rates;
}

/** The readings of each step as one point at its end; a silence is a gap. */
function toPoints(readings: readonly Reading[], stepMs: number): Point[] {
  const points: Point[] = [];
  let before: number | null = null;
  let bucket: number[] = [];
  readings.forEach(({ at, value }, index) => {
    if (before !== null && at - before > GAP_MS) points.push([before + stepMs, null, null, null]);
    before = at;
    bucket.push(value);
    const end = (Math.floor(at / stepMs) + 1) * stepMs;
    const next = readings[index + 1];
    if (next && next.at < end) return;
    const sum = bucket.reduce((total, each) => total + each, 0);
    // The last step is not over yet: its point stands where its last sample was taken.
    points.push([next ? end : at, sum / bucket.length, Math.min(...bucket), Math.max(...bucket)]);
    bucket = [];
  });
  return points;
}
