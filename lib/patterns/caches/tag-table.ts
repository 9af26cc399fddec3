import { z } from 'zod';
import { list, number, string } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import type { Thing } from '../pattern';
import { ask, storedReply, type Command, type Plan } from '../plan';
import { compileTemplate } from '../template';
import { wireText } from '../wire';

/** Sets of the keys that are cached under a tag, and whether those keys are still there. */

const row = z.object({
  tag: wireText,
  key: wireText.describe('Of the set itself.'),
  members: z.number(),
  looked: z.number().describe('Members whose keys were asked for.'),
  live: z.number().describe('Of them, those that are there; the others are orphans.'),
  ended: z.number().nullable().describe('Members whose time is over, where the set knows it.'),
  ttlMs: z.number().nullable().describe('null: no expiry.'),
});
export type TagRow = z.infer<typeof row>;

const member = z.object({
  key: wireText,
  live: z.boolean().nullable().describe('Whether the key is there; null: your Redis user may not ask.'),
  ttlMs: z.number().nullable(),
});

export const tagsAnswer = z.object({
  total: z.number().describe('Tags whose names are kept.'),
  rows: z.array(row),
  asked: z
    .object({ tag: wireText, key: wireText, members: z.number(), shown: z.array(member) })
    .nullable()
    .describe('Some keys of the tag that was asked for; null: nobody asked, or it is gone.'),
});
export type TagTable = z.infer<typeof tagsAnswer>;

/** Members of each tag whose keys are asked for. */
const LOOKED_AT = 40;

/** Members that are shown of one tag. */
const SHOWN = 200;

/** A tag, and what turns its members into keys. */
export interface Tag {
  name: Bytes;
  key: Bytes;
  kind: 'set' | 'zset';
  /** What stands before the members in the names of keys: Laravel leaves it out. */
  prefix: Bytes;
}

const KINDS: Readonly<Record<string, Tag['kind']>> = {
  tag: 'set',
  'tag-entries': 'zset',
  'tag-entries-alone': 'zset',
};

/** The tags of a thing, by name; empty for a thing that is no table of tags. */
export function tagsOf(thing: Thing): Tag[] {
  const tags = thing.parts.flatMap((part) => {
    const kind = KINDS[part.layout];
    if (!kind) return [];
    const template = compileTemplate(part.template);
    return part.names.flatMap((key): Tag[] => {
      const fields = template.match(key);
      return fields ? [{ name: fields.tag ?? key, key, kind, prefix: fields.prefix ?? '' }] : [];
    });
  });
  return tags.sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function* readTagTable(
  tags: readonly Tag[],
  { offset, count, tag, now }: { offset: number; count: number; tag?: Bytes; now: number },
): Plan<TagTable> {
  const page = tags.slice(offset, offset + count);
  const looks = yield* readMembers(page, LOOKED_AT, now);
  const found = yield* lookForKeys(looks);
  const asked = tags.find(({ name, key }) => name === tag || key === tag);
  return {
    total: tags.length,
    rows: looks.map(({ tag: { name, key }, members, ended, ttlMs }, index) => ({
      tag: toWire(name),
      key: toWire(key),
      members,
      ...found[index]!,
      ended,
      ttlMs,
    })),
    asked: asked ? yield* readTag(asked, now) : null,
  };
}

interface Look {
  tag: Tag;
  members: number;
  /** Keys of some members, chosen by chance. */
  sample: Bytes[];
  ended: number | null;
  ttlMs: number | null;
}

function* readMembers(tags: readonly Tag[], most: number, now: number): Plan<Look[]> {
  const commands = tags.map(({ key, kind }): Command[] =>
    kind === 'set'
      ? [
          ['SCARD', key],
          ['PTTL', key],
          ['SRANDMEMBER', key, most],
        ]
      : [
          ['ZCARD', key],
          ['PTTL', key],
          // ZRANDMEMBER is of 6.2; those that end last, and those that never end, are the ones that may live.
          ['ZREVRANGE', key, 0, most / 2 - 1],
          ['ZRANGE', key, 0, most / 2 - 1],
          ['ZCOUNT', key, 0, Math.floor(now / 1000)],
        ],
  );
  const replies = yield* ask(commands.flat());
  let taken = 0;
  return tags.map((tag, index): Look => {
    const own = replies.slice(taken, (taken += commands[index]!.length)).map(storedReply);
    const [members, ttl, first, last, ended] = own;
    const ttlMs = number(ttl) ?? -2;
    const sample = [...list(first), ...list(last)].flatMap((each) => string(each) ?? []);
    return {
      tag,
      members: number(members) ?? 0,
      sample: [...new Set(sample)].map((each) => tag.prefix + each),
      ended: tag.kind === 'zset' ? (number(ended) ?? 0) : null,
      ttlMs: ttlMs < 0 ? null : ttlMs,
    };
  });
}

/** How many of the keys are there, of those that the person may ask for. */
function* lookForKeys(looks: readonly Look[]): Plan<{ looked: number; live: number }[]> {
  const replies = yield* ask(looks.flatMap(({ sample }) => sample.map((key) => ['EXISTS', key] as const)));
  let taken = 0;
  return looks.map(({ sample }) => {
    const answers = replies.slice(taken, (taken += sample.length)).map(number);
    const looked = answers.filter((answer) => answer !== null);
    return { looked: looked.length, live: looked.filter((answer) => answer === 1).length };
  });
}

function* readTag(tag: Tag, now: number): Plan<TagTable['asked']> {
  const [look] = yield* readMembers([tag], SHOWN, now);
  if (!look || look.members === 0) return null;
  const ttls = yield* ask(look.sample.map((key) => ['PTTL', key] as const));
  const shown = look.sample.map((key, index) => {
    const ttl = number(ttls[index]);
    const live = ttl === null ? null : ttl !== -2;
    return { key: toWire(key), live, ttlMs: ttl === null || ttl < 0 ? null : ttl };
  });
  return { tag: toWire(tag.name), key: toWire(tag.key), members: look.members, shown };
}
