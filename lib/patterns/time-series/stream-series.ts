import type { Point } from '@/lib/metrics/series';
import { parseStreamEntries, type StreamEntry } from '@/lib/redis/parse-stream-entries';
import { parseStreamInfo, type StreamInfo } from '@/lib/redis/parse-stream-info';
import { idAfter, streamIdMs } from '@/lib/redis/stream-id';
import { parseJsonObject, toWire, type Bytes } from '../bytes';
import { isEpochMs } from '../checks';
import { ask, storedReply, type Plan } from '../plan';
import { countPoints, makeGrid, stepsOf, toGrid, usualDistance, type Grid, type Reading } from './grid';
import { isTimeField } from './time-field';
import { fieldsOf, numbersIn } from './numbers';
import { affordable, type Budget } from './source';

/** What is asked of a stream: a span in Unix milliseconds (all of it by default), the number to draw, the points. */
export interface StreamAsk {
  from?: number;
  to?: number;
  field?: string;
  points: number;
  budget: Budget;
}

/** Entries of a stream over time. */
export interface StreamSeries {
  /** The grid, in Unix milliseconds; `null` for an empty stream. */
  from: number | null;
  to: number | null;
  stepMs: number | null;
  /** Entries in each step. */
  counts: Point[];
  /**
   * `sampled`: of some steps only the first entries were read. Their counts are then estimates: as many as there
   * would be if the rest of the step went on like its begin.
   */
  coverage: 'all' | 'sampled';
  /** Numbers that the entries hold: fields, and paths in fields of JSON (`data.price`). */
  fields: string[];
  /** The one that is drawn; `null` where there is none. */
  field: string | null;
  values: Point[];
  gaps: number;
  read: number;
}

const PAGE = 1_000;

/**
 * Counts a stream's entries over time by their ids, and draws one of the numbers that they hold. All entries of the
 * stream are read where it is short; else the first ones of each step.
 * @returns nothing of a key that is gone, or no stream
 * @throws what the ACL refuses
 */
export function* readStreamSeries(key: Bytes, asked: StreamAsk): Plan<StreamSeries> {
  const [reply] = yield* ask([['XINFO', 'STREAM', key]]);
  const info = parseStreamInfo(storedReply(reply));
  const [firstAt, lastAt] = [streamIdMs(info?.firstEntry?.id), streamIdMs(info?.lastEntry?.id)];
  // Ids that an application chose itself may be no times.
  if (!info || firstAt === null || lastAt === null || !isEpochMs(lastAt)) return EMPTY;
  const from = asked.from ?? firstAt;
  const grid = makeGrid(from, Math.max(from, asked.to ?? lastAt), asked.points);
  const most = affordable(asked.budget, entryBytes(info));
  const steps =
    info.length <= most ? yield* readAll(key, grid, most) : yield* readBeginnings(key, grid, most);

  const entries = steps.flatMap((step) => step.entries);
  const numbers = entries.map(numbersOfEntry);
  const fields = fieldsOf(numbers.slice(0, 200));
  const field = asked.field !== undefined && fields.includes(asked.field) ? asked.field : (fields[0] ?? null);
  const readings: Reading[] = [];
  entries.forEach(({ id }, index) => {
    const value = field === null ? undefined : numbers[index]!.get(field);
    if (value !== undefined) readings.push([streamIdMs(id)!, value]);
  });
  const isAll = steps.every(({ complete }) => complete);
  const usualMs = isAll ? usualDistance(readings.map(([at]) => at)) : grid.stepMs;
  const { points, gaps } = toGrid(readings, grid.stepMs, usualMs);
  const starts = steps.map(({ start }) => start);
  return {
    ...grid,
    counts: countPoints(grid, starts, steps.map(estimateCount)),
    coverage: isAll ? 'all' : 'sampled',
    fields,
    field,
    values: points,
    gaps,
    read: entries.length,
  };
}

/** Of an empty stream, and of one whose ids are no times. */
const EMPTY: StreamSeries = {
  ...{ from: null, to: null, stepMs: null, counts: [], coverage: 'all', fields: [], field: null },
  ...{ values: [], gaps: 0, read: 0 },
};

/** The numbers in an entry: fields that are one, and those in fields of JSON. Times and ids are none. */
export function numbersOfEntry({ fields }: Pick<StreamEntry, 'fields'>): Map<string, number> {
  const object: Record<string, unknown> = {};
  for (const [name, value] of fields) {
    if (isTimeField(name, value)) continue;
    object[toWire(name)] = value.startsWith('{') ? parseJsonObject(value) : value;
  }
  return numbersIn(object, { texts: true });
}

/** One step of the grid, or what the span has of it: all of its entries, or the first ones. */
interface Step {
  start: number;
  /** Unix milliseconds, both included. */
  from: number;
  to: number;
  entries: StreamEntry[];
  complete: boolean;
}

function* readAll(key: Bytes, grid: Grid, most: number): Plan<Step[]> {
  const steps = emptySteps(grid);
  const first = steps[0]!.start;
  const end = String(steps.at(-1)!.to);
  let start = String(steps[0]!.from);
  // The stream may grow while it is read.
  for (let read = 0; read < most + PAGE; read += PAGE) {
    const [reply] = yield* ask([['XRANGE', key, start, end, 'COUNT', PAGE]]);
    const page = parseStreamEntries(storedReply(reply));
    for (const entry of page) {
      const at = Math.floor((streamIdMs(entry.id)! - first) / grid.stepMs);
      steps[at]?.entries.push(entry);
    }
    if (page.length < PAGE) break;
    start = idAfter(page.at(-1)!.id);
  }
  return steps;
}

function* readBeginnings(key: Bytes, grid: Grid, most: number): Plan<Step[]> {
  const steps = emptySteps(grid);
  const each = Math.max(2, Math.floor(most / steps.length));
  const replies = yield* ask(
    steps.map(({ from, to }) => ['XRANGE', key, String(from), String(to), 'COUNT', each] as const),
  );
  return steps.map((step, index) => {
    const entries = parseStreamEntries(storedReply(replies[index]));
    return { ...step, entries, complete: entries.length < each };
  });
}

const emptySteps = (grid: Grid): Step[] =>
  stepsOf(grid).map((start) => ({
    start,
    from: Math.max(start, Math.ceil(grid.from)),
    to: Math.min(start + grid.stepMs - 1, Math.floor(grid.to)),
    entries: [],
    complete: true,
  }));

/** How many entries a step has, if those that were not read come as fast as those that were. */
function estimateCount({ from, to, entries, complete }: Step): number {
  const spanMs = complete ? 0 : streamIdMs(entries.at(-1)!.id)! - from;
  if (spanMs <= 0) return entries.length;
  return Math.max(entries.length, Math.round((entries.length * (to + 1 - from)) / spanMs));
}

/** How long entries are, by the first and the last one. */
function entryBytes({ firstEntry, lastEntry }: StreamInfo): number {
  const lengths = [firstEntry, lastEntry].flatMap((entry) =>
    entry ? entry.fields.reduce((sum, [name, value]) => sum + name.length + value.length, 20) : [],
  );
  return lengths.reduce((sum, length) => sum + length, 0) / Math.max(lengths.length, 1);
}
