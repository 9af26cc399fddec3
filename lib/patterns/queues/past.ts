import { chooseStep, type Point } from '@/lib/metrics/series';
import { number } from '@/lib/redis/reply';
import { toWire } from '../bytes';
import { keptKeys } from '../kept-keys';
import { isLibraryQueue, readLibraryQueue } from '../library-queues/libraries';
import type { PastSample, ReadContext, Sampling, Thing } from '../pattern';
import { ask, storedReply, type Plan } from '../plan';
import { scanFields } from '../scan-some';
import { jobState } from './job-facts';
import { jobQueueKeysOf, type JobQueueKeys } from './keys';
import { laneSizes, lanesOf, mostAtOnce } from './lanes';
import type { QueueHistory, QueueLane } from './model';

/** How full a queue was, and how fast jobs came and went: no key says that, so it is looked at time and again. */
export const queueSampling: Sampling = { everyMs: 10_000, keep: 1_440, sample: sampleQueue };

/** Lanes and queues of one thing whose depth is kept. */
const MOST_KEPT = 30;
/** Points of a line. */
const MOST_POINTS = 240;
/** After so long without a sample the line breaks: nobody looked. */
const GAP_MS = 3 * queueSampling.everyMs;

/** Jobs that came, and that were done with, in a second of the last minute. */
const IN = 'in';
const OUT = 'out';
/** Jobs that were ever done with, where a library counts them. */
const DONE = 'done';

const RATE_SECONDS = 60;
/** Jobs whose times are looked at for that; of more, nobody knows how fast they come. */
const MOST_JOBS = 2_000;

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
    const isCounted = processed && (processed.completed ?? processed.failed) !== null;
    return {
      ...Object.fromEntries(lanes.slice(0, MOST_KEPT).map((lane) => [nameOf(thing, lane), lane.depth])),
      ...(isCounted ? { [DONE]: (processed.completed ?? 0) + (processed.failed ?? 0) } : {}),
    };
  }
  const keys = jobQueueKeysOf(thing);
  if (keys) return yield* sampleJobQueue(keys, context.now);
  const names = hasSeveral(thing) ? keptKeys(thing).names.slice(0, MOST_KEPT) : [undefined];
  const lanes = names.flatMap((key) => lanesOf(thing, key));
  const sizes = yield* laneSizes(lanes);
  return Object.fromEntries(
    lanes.map(({ id, key }, index) => [nameOf(thing, { id, key: toWire(key) }), sizes[index]!.depth]),
  );
}

function* sampleJobQueue(keys: JobQueueKeys, now: number): Plan<Record<string, number>> {
  const replies = yield* ask([
    ['LLEN', keys.high],
    ['LLEN', keys.waiting],
    ['ZCARD', keys.delayed],
    ['SCARD', keys.processing],
    ['HLEN', keys.jobs],
    ['MEMORY', 'USAGE', keys.jobs, 'SAMPLES', 5],
  ]);
  const [high = 0, waiting = 0, delayed = 0, processing = 0, jobs = 0] = replies
    .slice(0, 5)
    .map((reply) => number(storedReply(reply)) ?? 0);
  const depths = { high, waiting, delayed, processing };
  const meanBytes = (number(replies[5]) ?? jobs * 1_000) / Math.max(1, jobs);
  return {
    ...Object.fromEntries(Object.entries(depths).map(([id, depth]) => [depthOf(id), depth])),
    ...(jobs > Math.min(MOST_JOBS, mostAtOnce(meanBytes)) ? {} : yield* readRates(keys, now)),
  };
}

/** Document 001 notes when a job came and when it was done, and keeps it in the hash for a while after that. */
function* readRates({ jobs }: JobQueueKeys, now: number): Plan<Record<string, number>> {
  const { found } = yield* scanFields(jobs, MOST_JOBS);
  const states = [...new Map(found).values()].map(jobState);
  const isRecent = (at: number | null) => at !== null && at <= now && now - at < RATE_SECONDS * 1000;
  const rate = (time: 'enqueuedAt' | 'finishedAt') =>
    states.filter((state) => isRecent(state[time])).length / RATE_SECONDS;
  return { [IN]: rate('enqueuedAt'), [OUT]: rate('finishedAt') };
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
  const line = (readings: readonly Reading[]) => (readings.length === 0 ? null : toPoints(readings, stepMs));
  return {
    since: first.at,
    lanes: lanes.flatMap((lane) => {
      const points = line(readingsOf(past, nameOf(thing, lane)));
      return points ? [{ lane: lane.id, points }] : [];
    }),
    entered: line(readingsOf(past, IN)),
    left: line(isLibraryQueue(thing) ? ratesOf(readingsOf(past, DONE)) : readingsOf(past, OUT)),
  };
}

interface Reading {
  at: number;
  value: number;
}

const readingsOf = (past: readonly PastSample[], name: string): Reading[] =>
  past.flatMap(({ at, values }) => {
    const value = values[name];
    return value === undefined ? [] : [{ at, value }];
  });

/** By how much a count rose in a second. Where it fell, it began anew, which says nothing. */
const ratesOf = (counts: readonly Reading[]): Reading[] =>
  counts.flatMap(({ at, value }, index) => {
    const before = counts[index - 1];
    return !before || value < before.value || at - before.at > GAP_MS
      ? []
      : [{ at, value: ((value - before.value) * 1000) / (at - before.at) }];
  });

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
