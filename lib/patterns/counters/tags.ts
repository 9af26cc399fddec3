import { number } from '@/lib/redis/reply';
import { formatCount } from '@/lib/format';
import { toDisplay, toWire, type Bytes } from '../bytes';
import { partOf, type Thing } from '../pattern';
import { ask, type Plan } from '../plan';
import { compileTemplate } from '../template';
import { TAG } from './layouts';
import type { CountedTag } from './model';
import { countCommand } from './periods';

/** Values of all tags that are read to find the greatest. */
const MOST_READ = 5_000;
/** Tags that are shown, and values of each. */
const MOST_TAGS = 20;
const MOST_VALUES = 50;

/** A tag with more values than this has likely one for each user. */
const FEW_VALUES = 1_000;

interface TagKeys {
  name: Bytes;
  values: { key: Bytes; value: Bytes }[];
  /** How many values there are, by as many names as were kept. */
  of: number;
  exact: boolean;
}

/** The tags of a counter, from the names that a scan brought. */
function tagKeys(thing: Thing): TagKeys[] {
  const part = partOf(thing, TAG);
  if (!part) return [];
  const template = compileTemplate(part.template);
  const tags = new Map<Bytes, TagKeys['values']>();
  for (const key of part.names) {
    const { tag, value } = template.match(key) ?? {};
    if (tag === undefined || value === undefined) continue;
    const known = tags.get(tag);
    if (known) known.push({ key, value });
    else tags.set(tag, [{ key, value }]);
  }
  // Where only a choice of names was kept, each stands for several.
  const each = Math.max(1, part.keys / Math.max(1, part.names.length));
  return [...tags]
    .map(([name, values]) => ({
      name,
      values,
      of: Math.round(values.length * each),
      exact: part.exact && each === 1,
    }))
    .sort((a, b) => a.of - b.of);
}

/** A counter's tags, the ones with few values first, and the greatest values of each. */
export function* readTags(thing: Thing): Plan<CountedTag[]> {
  const tags = tagKeys(thing).slice(0, MOST_TAGS);
  let left = MOST_READ;
  const looked = tags.map((tag) => {
    const values = tag.values.slice(0, left);
    left -= values.length;
    return { ...tag, values };
  });
  const replies = yield* ask(looked.flatMap(({ values }) => values.map(({ key }) => countCommand(key))));
  let taken = 0;
  return looked.map(({ name, values, of, exact }) => {
    const counts = replies.slice(taken, (taken += values.length)).map((reply) => number(reply));
    return {
      name: toWire(name),
      values: values
        .flatMap(({ value }, index) => {
          const count = counts[index] ?? null;
          return count === null ? [] : [{ value: toWire(value), count }];
        })
        .sort((a, b) => b.count - a.count)
        .slice(0, MOST_VALUES),
      of,
      looked: values.length,
      exact,
    };
  });
}

/** Warns of a tag with a key for each user, say: there will be as many keys as users. */
export function tooManyValues(thing: Thing): string | null {
  const tag = tagKeys(thing).at(-1);
  if (!tag || tag.of <= FEW_VALUES) return null;
  return `The tag ${toDisplay(tag.name)} has ${tag.exact ? '' : 'about '}${formatCount(tag.of)} values, and a key for each. A tag should have few: nothing bounds these.`;
}
