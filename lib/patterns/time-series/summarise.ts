import { number } from '@/lib/redis/reply';
import { DAY_MS, HOUR_MS } from '../clock';
import type { ReadContext, Summary, Thing } from '../pattern';
import { ask, together, type Plan } from '../plan';
import { makeGrid } from './grid';
import { openSeries, type Opened } from './open';

/** A card's chart needs few points, and no more than some of each step. */
const SPARK = { points: 24, readings: 500, bytes: 500_000 };

/** Keys whose last hour is counted; the others are taken to be like them. */
const COUNTED = 20;

/** The newest value of a series, or how often something happened within a day. */
export function* summariseTimeSeries(thing: Thing, { now, settings }: ReadContext): Plan<Summary> {
  const keys = thing.parts.flatMap(({ names }) => names);
  const asked = { settings, now, budget: { readings: SPARK.readings, bytes: SPARK.bytes } };
  if (keys.length === 0) return { ...UNKNOWN, caption: 'series' };
  if (thing.keys > 1) {
    return {
      ...UNKNOWN,
      value: thing.keys,
      caption: 'series',
      perHour: yield* countHour(thing, now),
      trouble: (yield* openFirst(thing, asked))?.source.problems.find(isGrave) ?? null,
    };
  }
  const opened = yield* openSeries(thing, keys[0]!, asked);
  const { source } = opened;
  const from =
    source.lastAt === null ? null : Math.max(source.firstAt ?? 0, Math.min(source.lastAt, now) - DAY_MS);
  const spark = from === null ? null : yield* source.read(makeGrid(from, source.lastAt!, SPARK.points));
  const counts = source.shows === 'counts';
  return {
    value: counts ? (spark?.inRange ?? 0) : source.latest,
    unit: 'count',
    caption: counts ? 'events in its newest 24 h' : 'newest value',
    spark: spark?.points ?? null,
    perHour: yield* countHour(thing, now),
    trouble: source.problems.find(isGrave) ?? null,
  };
}

type Asked = Parameters<typeof openSeries>[2];

function* openFirst(thing: Thing, asked: Asked): Plan<Opened | null> {
  const [first] = yield* together([openSeries(thing, thing.parts[0]!.names[0]!, asked)]);
  return first instanceof Error || first === undefined ? null : first;
}

const UNKNOWN: Summary = {
  value: null,
  unit: 'count',
  caption: '',
  spark: null,
  perHour: null,
  trouble: null,
};

/** What loses data is worth a word on the card; the rest is for the page. */
const isGrave = (problem: string) => problem.includes('delete');

/** Points of the last hour, where scores are times; those of many keys follow from some. */
function* countHour(thing: Thing, now: number): Plan<number | null> {
  const keys = thing.parts.filter(({ type }) => type === 'zset').flatMap(({ names }) => names);
  const counted = keys.slice(0, COUNTED);
  const commands = counted.flatMap((key) =>
    [1_000, 1].map((unitMs) => ['ZCOUNT', key, `(${(now - HOUR_MS) / unitMs}`, now / unitMs] as const),
  );
  const replies = yield* ask(commands);
  if (replies.length === 0) return null;
  const sum = replies.reduce<number>((total, reply) => total + (number(reply) ?? 0), 0);
  return (sum * thing.keys) / counted.length;
}
