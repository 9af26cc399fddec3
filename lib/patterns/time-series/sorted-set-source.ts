import { number } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { scoredMembers, type Scored } from '../checks';
import { ask, settled, type Command, type Plan } from '../plan';
import { decode, detectEncoding, type Encoding } from './encoding';
import { countPoints, stepsOf, toGrid, usualDistance, type Grid, type Reading } from './grid';
import { fieldsOf } from './numbers';
import { findProblems } from './problems';
import { affordable, meanLength, type Ask, type OnSteps, type Source } from './source';
import { readSwapped } from './swapped-source';

/** Members that are brought in one reply. */
const PAGE = 2_000;

/** Looked at from each end, and in the middle. */
const SAMPLE = 5;

/** A sorted set whose scores or members are times. @throws the error of a key that is none, or is gone */
export function* openSortedSet(key: Bytes, asked: Ask): Plan<Source> {
  const [cardinality, low, high] = yield* ask([
    ['ZCARD', key],
    ['ZRANGE', key, 0, SAMPLE - 1, 'WITHSCORES'],
    ['ZREVRANGE', key, 0, SAMPLE - 1, 'WITHSCORES'],
  ]);
  const count = number(settled(cardinality)) ?? 0;
  const lowest = scoredMembers(low);
  const highest = scoredMembers(high);
  const sample = [...lowest, ...highest];
  if (count > 4 * SAMPLE) {
    const middle = Math.floor(count / 2);
    const [reply] = yield* ask([['ZRANGE', key, middle, middle + SAMPLE - 1, 'WITHSCORES']]);
    sample.push(...scoredMembers(reply));
  }
  const encoding = detectEncoding(sample, {
    wanted: asked.settings.orientation,
    measures: asked.measures,
    timeZone: asked.settings.timeZone,
  });
  const most = affordable(asked.budget, meanLength(sample.map(({ member }) => member)));
  const problems = yield* findProblems(key, { count, sample, encoding, now: asked.now });
  if (encoding.form === 'time') return yield* readSwapped(key, { count, encoding, most, problems });

  const numbers = sample.map((entry) => decode(entry, encoding).numbers);
  const fields = fieldsOf(numbers).filter((field) => field !== '');
  const field = asked.field !== undefined && fields.includes(asked.field) ? asked.field : (fields[0] ?? null);
  const shows = asked.show ?? chooseShow(encoding, asked);
  return {
    shows,
    count,
    firstAt: momentIn(lowest, encoding),
    lastAt: momentIn(highest, encoding),
    latest: valueIn(highest, encoding, field),
    encoding,
    field: shows === 'counts' ? null : field,
    fields,
    unit: null,
    module: null,
    problems,
    read: (grid) =>
      shows === 'counts' ? countSteps(key, encoding, grid) : readValues(key, { encoding, field, most }, grid),
  };
}

/** Events are counted; JSON is drawn where the key's name says that it is measured, or somebody chose a number. */
function chooseShow({ form }: Encoding, { measures, field }: Ask): Source['shows'] {
  if (form === 'event') return 'counts';
  return form === 'json' && !measures && field === undefined ? 'counts' : 'values';
}

/** The first of these members whose score is a time: beyond the ends a set may have sentinels. */
function momentIn(entries: readonly Scored[], encoding: Encoding): number | null {
  for (const entry of entries) {
    const { at } = decode(entry, encoding);
    if (at !== null) return Math.round(at);
  }
  return null;
}

function valueIn(entries: readonly Scored[], encoding: Encoding, field: string | null): number | null {
  for (const entry of entries) {
    const value = decode(entry, encoding).numbers.get(field ?? '');
    if (value !== undefined) return value;
  }
  return null;
}

/** Exact at any size: one ZCOUNT for each step, which takes logarithmic time. */
function* countSteps(key: Bytes, encoding: Encoding, grid: Grid): Plan<OnSteps> {
  const steps = stepsOf(grid);
  const replies = yield* ask(
    steps.map((start) => ['ZCOUNT', key, ...scoresOf(start, start + grid.stepMs, encoding)] as const),
  );
  const counts = replies.map((reply) => number(settled(reply)));
  return {
    points: countPoints(grid, steps, counts),
    inRange: counts.reduce<number>((sum, count) => sum + (count ?? 0), 0),
    read: 0,
    coverage: 'all',
    gaps: 0,
    usualMs: null,
  };
}

interface Reader {
  encoding: Encoding;
  field: string | null;
  most: number;
}

function* readValues(key: Bytes, { encoding, field, most }: Reader, grid: Grid): Plan<OnSteps> {
  const [from, to] = [grid.from / encoding.unitMs, grid.to / encoding.unitMs];
  const [before, within] = yield* ask([
    ['ZCOUNT', key, '-inf', `(${from}`],
    ['ZCOUNT', key, from, to],
  ]);
  const first = number(settled(before)) ?? 0;
  const inRange = number(settled(within)) ?? 0;
  const isAll = inRange <= most;
  const steps = stepsOf(grid);
  const commands: Command[] = [];
  if (isAll) {
    // By rank: a page is as near as the first one, and ties are no trouble.
    for (let start = first; start < first + inRange; start += PAGE) {
      const end = Math.min(start + PAGE, first + inRange) - 1;
      commands.push(['ZRANGE', key, start, end, 'WITHSCORES']);
    }
  } else {
    const each = Math.max(1, Math.floor(most / steps.length));
    for (const start of steps) {
      const scores = scoresOf(start, start + grid.stepMs, encoding);
      commands.push(['ZRANGEBYSCORE', key, ...scores, 'WITHSCORES', 'LIMIT', 0, each]);
    }
  }
  const replies = yield* ask(commands);
  const readings: Reading[] = [];
  for (const entry of replies.flatMap((reply) => scoredMembers(settled(reply)))) {
    const { at, numbers } = decode(entry, encoding);
    const value = numbers.get(field ?? '');
    if (at !== null && value !== undefined && at >= grid.from && at <= grid.to) readings.push([at, value]);
  }
  // Some of each step stand close together; all of them are as far apart as the span is long.
  const usualMs = isAll ? usualDistance(readings.map(([at]) => at)) : (grid.to - grid.from) / inRange;
  return {
    ...toGrid(readings, grid.stepMs, usualMs),
    inRange,
    read: readings.length,
    coverage: isAll ? 'all' : 'sampled',
    usualMs,
  };
}

/** From one moment to before another, as scores. */
const scoresOf = (start: number, end: number, { unitMs }: Encoding): [number, string] => [
  start / unitMs,
  `(${end / unitMs}`,
];
