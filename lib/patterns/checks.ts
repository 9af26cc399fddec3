import { list, number, string } from '@/lib/redis/reply';
import { parseJson, parseJsonObject, type Bytes } from './bytes';
import type { Check, KeyFacts } from './pattern';

/** Looks at content that several patterns share. What is only one pattern's own stands in its `recognise.ts`. */

/** How much of a string is looked at: what is longer is judged by its beginning. */
const HEAD_BYTES = 2_048;

/** How many elements of a collection are looked at. */
const FEW = 5;

/** The first bytes of a string. */
export const firstBytes = (judge: (value: Bytes) => string | null, bytes = HEAD_BYTES): Check => ({
  ignoresName: true,
  commands: ({ name }) => [['GETRANGE', name, 0, bytes - 1]],
  judge: ([reply]) => judge(string(reply) ?? ''),
});

/** A whole number, as INCR leaves it. */
export const isInteger = firstBytes((value) => (/^-?\d{1,19}$/.test(value) ? 'an integer' : null), 32);

/** A number, as INCRBYFLOAT leaves it. */
export const isNumber = firstBytes(
  (value) => (/^-?\d{1,19}(?:\.\d+)?(?:e[+-]?\d+)?$/.test(value) ? 'a number' : null),
  40,
);

/** The header that every HyperLogLog begins with; byte 4 says dense or sparse. */
export const isHyperLogLog = firstBytes(
  (value) =>
    /^HYLL[\0\x01]/.test(value) ? `a HyperLogLog (${value[4] === '\0' ? 'dense' : 'sparse'})` : null,
  16,
);

/** A JSON object with these fields; of one that is longer than what is looked at, the names must occur. */
export const isJsonWith = (...fields: string[]): Check =>
  firstBytes((value) => {
    const object = parseJsonObject(value);
    const has = object
      ? (field: string) => Object.hasOwn(object, field)
      : (field: string) =>
          value.length >= HEAD_BYTES && value.startsWith('{') && value.includes(`"${field}"`);
    return fields.every(has) ? `JSON with ${fields.join(', ')}` : null;
  });

/** Any JSON that is no bare number or word. */
export const isJson = firstBytes((value) => {
  const parsed = parseJson(value);
  if (typeof parsed === 'object' && parsed !== null) return 'JSON';
  return parsed === undefined && value.length >= HEAD_BYTES && /^[[{]\s*["[{\]}\d-]/.test(value)
    ? 'JSON'
    : null;
});

/** A hash with these fields, whatever others it has. */
export const isHashWith = (...fields: string[]): Check => ({
  ignoresName: true,
  commands: ({ name }) => [['HMGET', name, ...fields]],
  judge: ([reply]) => {
    const values = list(reply);
    return values.length === fields.length && values.every((value) => string(value) !== null)
      ? `a hash with ${fields.join(', ')}`
      : null;
  },
});

/** The first elements of a list satisfy the predicate. */
export const isListOf = (phrase: string, holds: (element: Bytes) => boolean): Check => ({
  commands: ({ name }) => [['LRANGE', name, 0, FEW - 1]],
  judge: ([reply]) => {
    const elements = list(reply).flatMap((element) => string(element) ?? []);
    return elements.length > 0 && elements.every(holds) ? `a list of ${phrase}` : null;
  },
});

/** Some members of a set, chosen by chance, satisfy the predicate. */
export const isSetOf = (phrase: string, holds: (member: Bytes) => boolean): Check => ({
  commands: ({ name }) => [['SRANDMEMBER', name, FEW]],
  judge: ([reply]) => {
    const members = list(reply).flatMap((member) => string(member) ?? []);
    return members.length > 0 && members.every(holds) ? `a set of ${phrase}` : null;
  },
});

/** Ids and names are short, whatever they look like. */
export const isSetOfNames = isSetOf('names', (member) => member.length <= 200);

/** A member of a sorted set. */
export interface Scored {
  member: Bytes;
  score: number;
}

/** The pairs of a WITHSCORES reply; infinite scores are kept. */
export function scoredMembers(reply: unknown): Scored[] {
  const flat = Array.isArray(reply) ? (reply as unknown[]).flat() : [];
  const members: Scored[] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) {
    members.push({ member: String(flat[at]), score: toScore(flat[at + 1]) });
  }
  return members;
}

/** A score as Redis writes it, `inf` and `-inf` included. */
export function toScore(reply: unknown): number {
  if (reply === 'inf' || reply === '+inf') return Infinity;
  if (reply === '-inf') return -Infinity;
  return number(reply as string) ?? NaN;
}

/** The lowest and the highest members of a sorted set satisfy the predicate. */
export const isSortedSetOf = (phrase: string, holds: (entry: Scored, now: number) => boolean): Check => ({
  commands: ({ name }) => [
    ['ZRANGE', name, 0, FEW - 1, 'WITHSCORES'],
    ['ZREVRANGE', name, 0, FEW - 1, 'WITHSCORES'],
  ],
  judge: ([lowest, highest], { now }) => {
    const entries = [...scoredMembers(lowest), ...scoredMembers(highest)];
    return entries.length > 0 && entries.every((entry) => holds(entry, now)) ? phrase : null;
  },
});

/** Between 2001 and 2096, in seconds since 1970. */
export const isEpochSeconds = (value: number): boolean => value >= 1e9 && value < 4e9;

/** The same in milliseconds. */
export const isEpochMs = (value: number): boolean => value >= 1e12 && value < 4e12;

/** A UUID of any version. */
export const isUuid = (value: Bytes): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value);

/** A condition on the name and the expiry, before the content is looked at. */
export const where = (holds: (key: KeyFacts) => boolean, check: Check): Check => ({
  commands: (key) => (holds(key) ? check.commands(key) : []),
  judge: (replies, key) => (holds(key) ? check.judge(replies, key) : null),
});

/** Both looks must agree; the phrases are joined. */
export const both = (first: Check, second: Check): Check => ({
  commands: (key) => [...first.commands(key), ...second.commands(key)],
  judge: (replies, key) => {
    const count = first.commands(key).length;
    const one = first.judge(replies.slice(0, count), key);
    const other = one === null ? null : second.judge(replies.slice(count), key);
    return other === null ? null : `${one}, ${other}`;
  },
});

/** A look that depends on TYPE, for a layout that allows several. A type without one passes by its name alone. */
export const byType = (checks: Readonly<Record<string, Check>>): Check => ({
  commands: (key) => checks[key.type]?.commands(key) ?? [],
  judge: (replies, key) => (checks[key.type] ? checks[key.type]!.judge(replies, key) : `a ${key.type}`),
});
