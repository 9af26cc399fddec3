import { z } from 'zod';
import { number, string } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import { keptKeys } from '../kept-keys';
import type { Thing } from '../pattern';
import { ask, repliesOfMany, type Plan } from '../plan';
import { wireText } from '../wire';
import { estimateTotal, evenSample } from './estimate';
import { PLACEHOLDER } from './recognise';

/** What some of a cache's keys say of all of them. */

const row = z.object({
  key: wireText,
  bytes: z.number().nullable().describe('MEMORY USAGE with its own sampling of nested values.'),
  ttlMs: z.number().nullable().describe('null: no expiry.'),
  idleSeconds: z
    .number()
    .nullable()
    .describe('null: the eviction policy counts use instead, or it is refused.'),
  computing: z.boolean().describe('It holds a placeholder, not a value.'),
});
export type CacheRow = z.infer<typeof row>;

export const sampleAnswer = z.object({
  looked: z.number().describe('Keys that were looked at, spread over those whose names are kept.'),
  gone: z.number().describe('Of them, ended since the scan.'),
  bytes: z
    .object({
      total: z.number(),
      margin: z.number().nullable().describe('total ± margin is the 95 % interval; null: unknown.'),
      mean: z.number(),
    })
    .nullable()
    .describe(
      'Of all keys: mean ± 1.96·s/√n of the sample, times their count. null: no key could be measured.',
    ),
  withoutTtl: z.number().describe('Of those looked at.'),
  ttl: z
    .array(z.object({ fromMs: z.number(), toMs: z.number().nullable(), keys: z.number() }))
    .describe('Those with an expiry by the time that is left; toMs is excluded, null has no end.'),
  computing: z.number().describe('Placeholders of values that are being computed, or never were.'),
  total: z.number().describe('Rows that can be paged through.'),
  rows: z.array(row),
});
export type CacheSample = z.infer<typeof sampleAnswer>;

export const SORTS = ['bytes', 'ttl', 'idle', 'key'] as const;
export type CacheSort = (typeof SORTS)[number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TTL_CLASSES = [0, MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY] as const;

/** A placeholder takes no more memory than this; larger values need not be opened, which would keep them in use. */
const MOST_PLACEHOLDER_BYTES = 400;

export interface CacheKeys {
  /** Names that a scan kept. */
  names: Bytes[];
  /** How many keys there are in all. */
  count: number;
  exact: boolean;
}

/** The keys of a cache; those of unclear layout too, since all of them are the cache's. */
export function cacheKeys(thing: Thing, find?: Bytes): CacheKeys {
  const kept = keptKeys(thing);
  const names = [...new Set([...kept.names, ...(thing.unsorted ?? [])])];
  if (find === undefined) return { names, count: kept.total, exact: kept.exact };
  const found = names.filter((name) => name.includes(find));
  return { names: found, count: found.length, exact: kept.exact && names.length >= kept.total };
}

/**
 * Looks at so many keys: three or four short commands each, none of which counts as a use of a large value.
 * @param page which of the rows to return
 */
export function* readSample(
  { names, count }: CacheKeys,
  most: number,
  { order, offset, count: length }: { order: CacheSort; offset: number; count: number },
): Plan<CacheSample> {
  const chosen = evenSample(names, most);
  // The idle time comes first, before anything could count as a use.
  const replies = repliesOfMany(
    yield* ask(
      chosen.flatMap((name) => [
        ['OBJECT', 'IDLETIME', name] as const,
        ['MEMORY', 'USAGE', name] as const,
        ['PTTL', name] as const,
      ]),
    ),
  );
  const seen = chosen.map((name, index) => {
    const [idle, bytes, ttl] = replies.slice(3 * index, 3 * index + 3);
    return { name, idleSeconds: number(idle), bytes: number(bytes), ttl: number(ttl) ?? -2 };
  });
  const there = seen.filter(({ ttl }) => ttl !== -2);
  const computing = yield* findPlaceholders(there);
  const rows = there.map(({ name, idleSeconds, bytes, ttl }): CacheRow & { name: Bytes } => ({
    name,
    key: toWire(name),
    bytes,
    ttlMs: ttl < 0 ? null : ttl,
    idleSeconds,
    computing: computing.has(name),
  }));
  const ending = rows.flatMap(({ ttlMs }) => ttlMs ?? []);
  return {
    looked: chosen.length,
    gone: seen.length - there.length,
    bytes: estimateBytes(seen, count),
    withoutTtl: rows.length - ending.length,
    ttl: TTL_CLASSES.map((fromMs, index) => {
      const toMs = TTL_CLASSES[index + 1] ?? null;
      return { fromMs, toMs, keys: ending.filter((ttl) => ttl >= fromMs && ttl < (toMs ?? Infinity)).length };
    }),
    computing: computing.size,
    total: rows.length,
    rows: rows
      .toSorted(BY[order])
      .slice(offset, offset + length)
      .map(({ name: _name, ...each }) => each),
  };
}

/** A key that has ended takes no memory; one that could not be measured says nothing. */
function estimateBytes(
  seen: readonly { bytes: number | null; ttl: number }[],
  count: number,
): CacheSample['bytes'] {
  const measured = seen.flatMap(({ bytes, ttl }) => (ttl === -2 ? [0] : (bytes ?? [])));
  if (!seen.some(({ bytes }) => bytes !== null)) return null;
  const estimate = estimateTotal(measured, count);
  return estimate && { total: estimate.total, margin: estimate.margin, mean: estimate.mean };
}

function* findPlaceholders(there: readonly { name: Bytes; bytes: number | null }[]): Plan<Set<Bytes>> {
  const small = there.filter(({ bytes }) => bytes !== null && bytes <= MOST_PLACEHOLDER_BYTES);
  const heads = yield* ask(small.map(({ name }) => ['GETRANGE', name, 0, PLACEHOLDER.length] as const));
  return new Set(small.flatMap(({ name }, index) => (string(heads[index]) === PLACEHOLDER ? [name] : [])));
}

type Sortable = CacheRow & { name: Bytes };

const byName = (a: Sortable, b: Sortable) => (a.name < b.name ? -1 : 1);

/** The largest first; the longest-lived first, those without an end before them; the longest unused first. */
const BY: Record<CacheSort, (a: Sortable, b: Sortable) => number> = {
  bytes: (a, b) => (b.bytes ?? -1) - (a.bytes ?? -1) || byName(a, b),
  ttl: (a, b) =>
    a.ttlMs === b.ttlMs ? byName(a, b) : (b.ttlMs ?? Number.MAX_VALUE) - (a.ttlMs ?? Number.MAX_VALUE),
  idle: (a, b) => (b.idleSeconds ?? -1) - (a.idleSeconds ?? -1) || byName(a, b),
  key: byName,
};
