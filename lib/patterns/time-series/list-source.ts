import { number, string } from '@/lib/redis/reply';
import { parseJson, type Bytes } from '../bytes';
import { parseMoment } from '../moments';
import { answer, ask, settled, type Command, type Plan } from '../plan';
import { toGrid, usualDistance, type Reading } from './grid';
import { isTimeField } from './time-field';
import { fieldsOf, numbersIn } from './numbers';
import { affordable, meanLength, type Ask, type Source } from './source';

const PAGE = 1_000;
const SAMPLE = 10;

/** A point of a list: `[time, value]`, `{"timestamp": …, "value": …}` or `time:value`. */
export interface ListPoint {
  /** Unix milliseconds. */
  at: number;
  numbers: Map<string, number>;
}

/**
 * Reads a list's element as a point.
 * @param timeZone whose wall clock dates without a zone are of
 * @returns `null` where it is none
 */
export function decodeElement(element: Bytes, timeZone?: string): ListPoint | null {
  const [, time, text] = /^(\d{10,13}(?:\.\d+)?):([+-]?\d+(?:\.\d+)?)$/.exec(element) ?? [];
  if (time !== undefined && text !== undefined)
    return pointOf(parseMoment(time), new Map([['', Number(text)]]));
  if (!/^\s*[[{]/.test(element)) return null;
  const value = parseJson(element);
  if (Array.isArray(value)) {
    const [first, second, ...others] = value as unknown[];
    return others.length === 0 && typeof second === 'number'
      ? pointOf(parseMoment(first, timeZone), new Map([['', second]]))
      : null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const [, moment] = Object.entries(value).find(([name, each]) => isTimeField(name, each)) ?? [];
  return pointOf(parseMoment(moment, timeZone), numbersIn(value));
}

const pointOf = (at: number | null, numbers: Map<string, number>): ListPoint | null =>
  at === null || numbers.size === 0 ? null : { at, numbers };

/**
 * A list of points, pushed at either end. The middle of a long list is far from both ends, so of one that is too
 * long the newest points are read.
 * @throws the error of a key that is no list
 */
export function* openList(key: Bytes, asked: Ask): Plan<Source> {
  const [length, head, tail] = yield* ask([
    ['LLEN', key],
    ['LRANGE', key, 0, SAMPLE - 1],
    ['LRANGE', key, -SAMPLE, -1],
  ]);
  const count = number(settled(length)) ?? 0;
  const { timeZone } = asked.settings;
  const atHead = textsOf(head);
  const sample = [...atHead, ...textsOf(tail)];
  const points = sample.flatMap((element) => decodeElement(element, timeZone) ?? []);
  const fields = fieldsOf(points.map(({ numbers }) => numbers)).filter((field) => field !== '');
  const field = asked.field !== undefined && fields.includes(asked.field) ? asked.field : (fields[0] ?? null);
  const most = affordable(asked.budget, meanLength(sample));
  const newestFirst = (decodeElement(atHead[0] ?? '', timeZone)?.at ?? 0) >= (points.at(-1)?.at ?? 0);
  const readings = yield* readElements(key, { count: Math.min(count, most), newestFirst, field, timeZone });
  const isAll = count <= most;
  return {
    shows: 'values',
    count,
    firstAt: readings[0]?.[0] ?? null,
    lastAt: readings.at(-1)?.[0] ?? null,
    latest: readings.at(-1)?.[1] ?? null,
    encoding: null,
    field,
    fields,
    unit: null,
    module: null,
    problems: [],
    read: (grid) => {
      const within = readings.filter(([at]) => at >= grid.from && at <= grid.to);
      const usualMs = usualDistance(within.map(([at]) => at));
      return answer({
        ...toGrid(within, grid.stepMs, usualMs),
        inRange: isAll ? within.length : null,
        read: within.length,
        coverage: isAll ? ('all' as const) : ('newest' as const),
        usualMs,
      });
    },
  };
}

interface ListReader {
  count: number;
  newestFirst: boolean;
  field: string | null;
  timeZone: string | undefined;
}

/** The points at the newer end, the oldest first. */
function* readElements(key: Bytes, { count, newestFirst, field, timeZone }: ListReader): Plan<Reading[]> {
  const commands: Command[] = [];
  for (let start = 0; start < count; start += PAGE) {
    const end = Math.min(start + PAGE, count) - 1;
    commands.push(newestFirst ? ['LRANGE', key, start, end] : ['LRANGE', key, -end - 1, -start - 1]);
  }
  const replies = yield* ask(commands);
  const readings: Reading[] = [];
  for (const element of replies.flatMap((reply) => textsOf(settled(reply)))) {
    const point = decodeElement(element, timeZone);
    const value = point?.numbers.get(field ?? '');
    if (point && value !== undefined) readings.push([point.at, value]);
  }
  return readings.sort(([a], [b]) => a - b);
}

const textsOf = (reply: unknown): Bytes[] =>
  Array.isArray(reply) ? (reply as unknown[]).flatMap((each) => string(each as string) ?? []) : [];
