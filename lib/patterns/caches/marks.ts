import { z } from 'zod';
import { number } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import { ask, repliesOfMany, type Plan } from '../plan';
import { wireText } from '../wire';
import { evenSample } from './estimate';

/** `{key}:timestamp` beside a value: when it was computed. Without an end it outlives the value, and leaks. */

const row = z.object({
  key: wireText,
  base: wireText.describe('The key whose value it is about.'),
  isOrphan: z.boolean().describe('That key is gone.'),
  writtenAt: z.number().nullable().describe('Unix milliseconds.'),
  ttlMs: z.number().nullable().describe('null: no expiry.'),
});

export const marksAnswer = z.object({
  looked: z.number(),
  orphans: z.number().describe('Of those looked at.'),
  withoutTtl: z.number().describe('Of those looked at.'),
  total: z.number(),
  rows: z.array(row).describe('Orphans first, the oldest before the others.'),
});
export type MarkTable = z.infer<typeof marksAnswer>;

const SUFFIX = ':timestamp';

/** The key that a mark stands beside. */
export const baseOf = (mark: Bytes): Bytes => (mark.endsWith(SUFFIX) ? mark.slice(0, -SUFFIX.length) : mark);

export function* readMarks(
  names: readonly Bytes[],
  most: number,
  { offset, count }: { offset: number; count: number },
): Plan<MarkTable> {
  const chosen = evenSample(names, most);
  const replies = repliesOfMany(
    yield* ask(
      chosen.flatMap((name) => [
        ['PTTL', name] as const,
        ['EXISTS', baseOf(name)] as const,
        ['GETRANGE', name, 0, 31] as const,
      ]),
    ),
  );
  const rows = chosen.flatMap((name, index) => {
    const [ttl, base, value] = replies.slice(3 * index, 3 * index + 3).map(number);
    if (ttl == null || ttl === -2) return [];
    return [
      {
        key: toWire(name),
        base: toWire(baseOf(name)),
        isOrphan: base === 0,
        writtenAt: value == null ? null : value * 1000,
        ttlMs: ttl < 0 ? null : ttl,
      },
    ];
  });
  return {
    looked: chosen.length,
    orphans: rows.filter(({ isOrphan }) => isOrphan).length,
    withoutTtl: rows.filter(({ ttlMs }) => ttlMs === null).length,
    total: rows.length,
    rows: rows
      .toSorted((a, b) => Number(b.isOrphan) - Number(a.isOrphan) || (a.writtenAt ?? 0) - (b.writtenAt ?? 0))
      .slice(offset, offset + count),
  };
}
