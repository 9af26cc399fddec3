import { z } from 'zod';
import { number } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import { defineView, partOf, type ReadContext, type Summary, type Thing } from '../pattern';
import { ask, type Plan } from '../plan';
import { bytesInput, pageQuery, wireText } from '../wire';
import { cacheGlobs } from './globs';
import { marksAnswer, readMarks } from './marks';
import { cacheKeys, readSample, sampleAnswer, SORTS, type CacheSample } from './sample';
import { readTagTable, tagsAnswer, tagsOf } from './tag-table';

const query = z.object({
  find: bytesInput.optional().describe('Only keys, or tags, whose name contains this.'),
  tag: bytesInput.optional().describe('Whose keys to show.'),
  order: z.enum(SORTS).default('bytes'),
  offset: pageQuery.offset,
  count: pageQuery.count
    .removeDefault()
    .optional()
    .describe('50 tags, each of which costs some commands; of keys all that were looked at.'),
});

const response = z.object({
  kind: z.enum(['values', 'tags', 'marks']).describe('Which of the three below there is.'),
  count: z.number().describe('Keys, by the last scan; with `find`, of those whose names are kept.'),
  exact: z.boolean(),
  globs: z
    .array(wireText)
    .describe('What an invalidation of all of it would scan for; none: its names have nothing in common.'),
  acts: z.object({
    byTag: z.boolean().describe('Whether a tag can be invalidated here; those of libraries are only read.'),
    byPrefix: z.boolean(),
  }),
  sample: sampleAnswer.nullable(),
  tags: tagsAnswer.nullable(),
  marks: marksAnswer.nullable(),
  notes: z.array(z.string()),
});
export type CacheResponse = z.infer<typeof response>;

/** Keys looked at for a page, and for a card. */
const MOST_FOR_PAGE = 500;
const MOST_FOR_CARD = 30;

const TAGS_FOR_PAGE = 50;

/** How much is cached, how large it is and how long it stays; the tags; what was left behind. */
export const cacheView = defineView({ query, response, read: readCache });

function* readCache(
  thing: Thing,
  { find, tag, order, offset, count }: z.infer<typeof query>,
  { now }: ReadContext,
): Plan<CacheResponse> {
  const keys = cacheKeys(thing, find);
  const page = { offset, count: count ?? MOST_FOR_PAGE };
  const globs = cacheGlobs(thing).map(toWire);
  const shared = { count: keys.count, exact: keys.exact, globs };
  const none = { sample: null, tags: null, marks: null };
  const tags = tagsOf(thing);
  if (tags.length > 0) {
    const found = tags.filter(({ name }) => find === undefined || name.includes(find));
    const byTag = partOf(thing, 'tag') !== undefined;
    return {
      ...shared,
      ...none,
      kind: 'tags',
      acts: { byTag, byPrefix: false },
      tags: yield* readTagTable(found, { offset, count: count ?? TAGS_FOR_PAGE, tag, now }),
      notes: byTag ? [] : ['A library keeps these tags: let it invalidate them.'],
    };
  }
  if (partOf(thing, 'mark')) {
    const marks = yield* readMarks(keys.names, MOST_FOR_PAGE, page);
    const notes = marks.withoutTtl === 0 ? [] : ['Marks without an expiry stay when their values go.'];
    return { ...shared, ...none, kind: 'marks', acts: { byTag: false, byPrefix: false }, marks, notes };
  }
  const sample = yield* readSample(keys, MOST_FOR_PAGE, { order, ...page });
  return {
    ...shared,
    ...none,
    kind: 'values',
    acts: { byTag: false, byPrefix: globs.length > 0 },
    sample,
    notes: notesOf(thing, keys.names, sample),
  };
}

/** Python's `hash()`, at the end of a name. */
const PYTHON_HASH = /:-?\d{15,19}$/;

function notesOf(thing: Thing, names: readonly Bytes[], sample: CacheSample): string[] {
  const notes: string[] = [];
  if (sample.looked > sample.gone && sample.bytes === null) {
    notes.push('Sizes are unknown: the server or your Redis user does not answer MEMORY USAGE.');
  }
  const hashed = names.filter((name) => PYTHON_HASH.test(name)).length;
  if (hashed > 0 && hashed >= names.length / 2) {
    notes.push(
      'These names end in what looks like Python’s hash(), which is another one in each process: no process finds what another has cached.',
    );
  }
  if (sample.computing > 0) {
    notes.push('A placeholder whose value does not come is of a process that has crashed: remove it.');
  }
  if (thing.family.startsWith('django-'))
    notes.push('Django’s own cache.clear() empties the whole database.');
  return notes;
}

/** How much memory a cache takes, or how many tags there are; and what was left behind. */
export function* summariseCache(thing: Thing, _context: ReadContext): Plan<Summary> {
  const shown = { spark: null, perHour: null };
  if (tagsOf(thing).length > 0) {
    return { ...shown, value: thing.keys, unit: 'count', caption: 'tags', trouble: null };
  }
  const keys = cacheKeys(thing);
  if (partOf(thing, 'mark')) {
    const { looked, orphans } = yield* readMarks(keys.names, MOST_FOR_CARD, { offset: 0, count: 0 });
    const trouble =
      orphans === 0 ? null : `${orphans} of ${looked} marks looked at have outlived their values.`;
    return { ...shown, value: thing.keys, unit: 'count', caption: 'marks of the time', trouble };
  }
  if (partOf(thing, 'placeholder')) {
    const waiting = yield* countThere(keys.names.slice(0, MOST_FOR_CARD));
    const trouble = waiting === 0 ? null : `${waiting} values that were to be computed have not come.`;
    return { ...shown, value: thing.keys, unit: 'count', caption: 'placeholders', trouble };
  }
  const sample = yield* readSample(keys, MOST_FOR_CARD, { order: 'key', offset: 0, count: 0 });
  const of = sample.bytes === null ? 'keys' : keys.count === 1 ? 'in 1 key' : `in ${keys.count} keys`;
  return {
    ...shown,
    value: sample.bytes?.total ?? keys.count,
    unit: sample.bytes === null ? 'count' : 'bytes',
    caption: sample.bytes === null || (sample.bytes.margin ?? 1) === 0 ? of : `${of}, estimated`,
    trouble: troubleOf(thing, sample),
  };
}

function* countThere(names: readonly Bytes[]): Plan<number> {
  const replies = yield* ask(names.map((name) => ['EXISTS', name] as const));
  return replies.filter((reply) => number(reply) === 1).length;
}

/** Keys that never end are forgotten ones where others end, and where the name says that they are temporary. */
function troubleOf(thing: Thing, { looked, gone, withoutTtl, computing }: CacheSample): string | null {
  const there = looked - gone;
  if (computing > 0) return `${computing} of ${there} keys looked at hold a placeholder instead of a value.`;
  if (withoutTtl === 0) return null;
  if (withoutTtl === there && !partOf(thing, 'temporary')) return null;
  return `${withoutTtl} of ${there} keys looked at ${withoutTtl === 1 ? 'has' : 'have'} no expiry.`;
}
