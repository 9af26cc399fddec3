import type { Bytes } from '../bytes';
import { scoredMembers } from '../checks';
import { answer, ask, settled, type Command, type Plan } from '../plan';
import { decode, type Encoding } from './encoding';
import { toGrid, usualDistance, type Reading } from './grid';
import type { Source } from './source';

const PAGE = 2_000;

/** Neighbours by value that are read at one place, where not all points are. */
const WINDOW = 100;

/**
 * Reads a sorted set whose members are times. Redis orders it by value, so that a span of time cannot be asked for:
 * all of it is read, or windows of it that are evenly spread over the values.
 */
export function* readSwapped(
  key: Bytes,
  {
    count,
    encoding,
    most,
    problems,
  }: { count: number; encoding: Encoding; most: number; problems: string[] },
): Plan<Source> {
  const isAll = count <= most;
  const commands: Command[] = [];
  const windows = isAll ? Math.ceil(count / PAGE) : Math.ceil(most / WINDOW);
  const length = isAll ? PAGE : Math.min(WINDOW, most);
  for (let index = 0; index < windows; index++) {
    const start = isAll ? index * PAGE : Math.floor((index * count) / windows);
    commands.push(['ZRANGE', key, start, start + length - 1, 'WITHSCORES']);
  }
  const replies = yield* ask(commands);
  const byTime = new Map<number, number>();
  for (const entry of replies.flatMap((reply) => scoredMembers(settled(reply)))) {
    const { at, numbers } = decode(entry, encoding);
    const value = numbers.get('');
    if (at !== null && value !== undefined) byTime.set(at, value);
  }
  const readings: Reading[] = [...byTime].sort(([a], [b]) => a - b);
  return {
    shows: 'values',
    count,
    firstAt: readings[0]?.[0] ?? null,
    lastAt: readings.at(-1)?.[0] ?? null,
    latest: readings.at(-1)?.[1] ?? null,
    encoding,
    field: null,
    fields: [],
    unit: null,
    module: null,
    problems,
    read: (grid) => {
      const within = readings.filter(([at]) => at >= grid.from && at <= grid.to);
      // What was left out on purpose is no gap.
      const usualMs = isAll ? usualDistance(within.map(([at]) => at)) : null;
      return answer({
        ...toGrid(within, grid.stepMs, usualMs),
        inRange: isAll ? within.length : null,
        read: within.length,
        coverage: isAll ? ('all' as const) : ('sampled' as const),
        usualMs,
      });
    },
  };
}
