import { z } from 'zod';
import { number, type Reply } from '@/lib/redis/reply';
import type { Bytes } from './bytes';
import {
  GRANULARITIES,
  bucketAt,
  bucketEnd,
  granularityOf,
  lastBuckets,
  type Bucket,
  type Clock,
  type Granularity,
} from './clock';
import type { Thing, ThingPart } from './pattern';
import { ask, type Plan } from './plan';
import type { ThingSettings } from './settings';
import { compileTemplate } from './template';
import { bytesInput } from './wire';

/**
 * Things that have a key for each period: counters and unique counts. Their keys are computed from the time, so that
 * a missing one is known to be missing, and no name need have been seen by a scan.
 */

/** What a counter is of, where a thing has many: a page, an endpoint, a user. */
export interface Subject {
  /** As it stands in the key; with several fields, joined by colons. Empty where the thing has but one. */
  label: Bytes;
  fields: Readonly<Record<string, Bytes>>;
}

/** A thing's keys for the periods of one length. */
export interface Buckets {
  part: ThingPart;
  clock: Clock;
  granularity: Granularity;
  timeZone: string;
  keyOf(subject: Subject, bucket: string): Bytes;
}

/** One period on a chart. */
export interface Slot extends Bucket {
  endsAt: number;
  /** Not over yet. */
  partial: boolean;
}

/** What the address says of periods, whichever pattern it is. */
export const bucketQuery = {
  granularity: z.enum(GRANULARITIES).optional().describe('The finest that the keys have, by default.'),
  buckets: z.coerce
    .number()
    .int()
    .min(1)
    .max(366)
    .optional()
    .describe('How many periods; 24 hours, 30 days or 12 months by default.'),
  until: z.coerce
    .number()
    .int()
    .min(0)
    .max(8e15)
    .optional()
    .describe('Unix ms: the last period is the one of this moment; now by default, and at most.'),
  of: bytesInput.optional().describe('One page, endpoint or user of several.'),
};

/** A switch in an address. */
export const flagQuery = (by: '0' | '1') =>
  z
    .enum(['0', '1'])
    .default(by)
    .transform((flag) => flag === '1');

export const timeZoneAnswer = z.object({
  name: z.string().nullable().describe('Of the names of the periods; null: epoch hours, which have none.'),
  basis: z
    .enum(['UTC', 'local', 'unknown', 'none'])
    .describe('What the layout says: UTC, the local time of the application (set it, then), or nothing.'),
  chosen: z.boolean().describe('Whether somebody set it for this thing; UTC is taken otherwise.'),
});

/** How many periods there are where nobody says. */
const USUAL: Record<Granularity, number> = { hour: 24, day: 30, month: 12 };

/** The thing's buckets of each length, the finest first. Of two spellings of a day, the one with more keys. */
export function bucketsOf(thing: Thing, settings: ThingSettings): Buckets[] {
  return GRANULARITIES.flatMap((granularity) => {
    const parts = thing.parts.filter(({ clock }) => clock !== null && granularityOf(clock) === granularity);
    const [part] = parts.toSorted((a, b) => b.keys - a.keys);
    if (!part?.clock) return [];
    const template = compileTemplate(part.template);
    const keyOf = (subject: Subject, bucket: string) =>
      template.fill({ ...thing.identity, ...subject.fields, bucket });
    return [{ part, clock: part.clock, granularity, timeZone: settings.timeZone ?? 'UTC', keyOf }];
  });
}

/** Of the lengths that there are, the one asked for, or else the finest. */
export const chooseBuckets = (all: readonly Buckets[], asked: Granularity | undefined): Buckets | undefined =>
  all.find(({ granularity }) => granularity === asked) ?? all[0];

/** What a thing's names count, each once; those of tags and other breakdowns left out by their layout's id. */
export function subjectsOf(thing: Thing, ...without: string[]): Subject[] {
  const subjects = new Map<Bytes, Subject>();
  for (const part of thing.parts) {
    if (without.includes(part.layout)) continue;
    const template = compileTemplate(part.template);
    const names = subjectFields(thing, template.fields);
    for (const key of [...part.names, ...(thing.unsorted ?? [])]) {
      const fields = template.match(key);
      if (!fields) continue;
      const label = names.map((field) => fields[field]!).join(':');
      if (!subjects.has(label))
        subjects.set(label, {
          label,
          fields: Object.fromEntries(names.map((field) => [field, fields[field]!])),
        });
    }
  }
  return [...subjects.values()];
}

/**
 * The subject that was asked for: one that was seen, or one that the name rule could make.
 * @returns `null` where the thing has none of that kind
 */
export function findSubject(thing: Thing, subjects: readonly Subject[], label: Bytes): Subject | null {
  const known = subjects.find((subject) => subject.label === label);
  if (known || !thing.parts[0]) return known ?? null;
  const [field, ...more] = subjectFields(thing, compileTemplate(thing.parts[0].template).fields);
  return field !== undefined && more.length === 0 ? { label, fields: { [field]: label } } : null;
}

const subjectFields = (thing: Thing, fields: readonly string[]): string[] =>
  fields.filter((field) => field !== 'bucket' && !Object.hasOwn(thing.identity, field));

/** Whether every name of the thing was kept, so that its subjects are all known. */
export const knowsAllNames = (thing: Thing): boolean =>
  thing.parts.every(({ exact, keys, names }) => exact && keys <= names.length);

/** What the address asks for, in numbers. */
export interface Span {
  count: number;
  /** Unix milliseconds. */
  until: number;
}

export const spanOf = (
  buckets: Buckets,
  { buckets: count, until }: { buckets?: number; until?: number },
  now: number,
): Span => ({ count: count ?? USUAL[buckets.granularity], until: Math.min(until ?? now, now) });

/** The last periods up to a moment, the oldest first. */
export function slotsOf({ clock, timeZone }: Buckets, { count, until }: Span, now: number): Slot[] {
  const found = lastBuckets(clock, count, until, timeZone);
  return found.map((bucket, index) => {
    const endsAt = found[index + 1]?.startsAt ?? bucketEnd(clock, bucket, timeZone);
    return { ...bucket, endsAt, partial: now < endsAt };
  });
}

/** What the answer says of the time zone. */
export const timeZoneOf = (
  { clock, part, timeZone }: Buckets,
  settings: ThingSettings,
): z.infer<typeof timeZoneAnswer> =>
  clock === 'epochHour'
    ? { name: null, basis: 'none', chosen: false }
    : { name: timeZone, basis: part.zone ?? 'unknown', chosen: settings.timeZone !== undefined };

/** Keys whose time to live is asked, to learn how long the others have lived. */
const REACH_LOOKS = 6;

/** What is asked takes its time: so much more or less is no other time to live. */
const ROUND_MS = 60_000;

/**
 * How long after its begin a period can be read: a missing key of a younger one was never written, one of an older one
 * may have ended. It is what the layout says, unless the keys that are there live shorter, or for ever. Where only the
 * keys tell, it may be out by less than one period, since nobody knows when the last write was.
 * @param found keys that exist
 * @returns milliseconds; `Infinity` where keys do not end
 */
export function* readReach(
  { part }: Buckets,
  found: readonly { key: Bytes; startsAt: number }[],
  now: number,
): Plan<number> {
  const documented = part.reachMs ?? Infinity;
  const looked = found.slice(-REACH_LOOKS);
  const replies: Reply[] = yield* ask(looked.map(({ key }) => ['PTTL', key] as const));
  const lives = replies.flatMap((reply, index) => {
    const ttl = number(reply);
    // It ended meanwhile, or may not be asked.
    if (ttl === null || ttl === -2) return [];
    if (ttl < 0) return [Infinity];
    return [Math.ceil((now + ttl - looked[index]!.startsAt) / ROUND_MS) * ROUND_MS];
  });
  if (lives.length === 0) return documented;
  const shortest = Math.min(...lives);
  return shortest === Infinity ? Infinity : Math.min(documented, shortest);
}

/**
 * What is odd about the clock: keys of periods that have not begun are of a zone that is ahead of the one assumed.
 * @returns a sentence, or `null`
 */
export function clockDoubt({ clock, part, granularity, timeZone }: Buckets, now: number): string | null {
  if (clock === 'epochHour') return null;
  const template = compileTemplate(part.template);
  // Names of one clock are in the order of time.
  const present = bucketAt(clock, now, timeZone).name;
  const ahead = part.names.some((key) => (template.match(key)?.bucket ?? '') > present);
  return ahead
    ? `There are keys of ${granularity}s that have not begun in ${timeZone}: the application's clock is ahead of it. Set its time zone.`
    : null;
}
