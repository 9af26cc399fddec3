import { describeArguments } from './command-arguments';
import { SHAPES } from './command-shapes';

/** A command that reads a key's content, and whose ACL rule asks for the right to read it (`%R~`). */
export type KeyRead = readonly [command: string, key: string, ...rest: string[]];

/** One for each type of data: whoever may do it to a key may see what a logged command of that type carried. */
const READERS = {
  string: (key: string): KeyRead => ['GET', key],
  hash: (key: string): KeyRead => ['HGET', key, '-'],
  list: (key: string): KeyRead => ['LRANGE', key, '0', '0'],
  // SISMEMBER is no such command: Redis counts it as one about the key, not about its content.
  set: (key: string): KeyRead => ['SSCAN', key, '0'],
  sortedSet: (key: string): KeyRead => ['ZRANGE', key, '0', '0'],
  stream: (key: string): KeyRead => ['XRANGE', key, '-', '+'],
};

/** By the command's name; the first that fits decides. What fits none is about strings, or about any type. */
const TYPES: readonly [RegExp, keyof typeof READERS][] = [
  [/^h(?!ello|otkeys)/, 'hash'],
  [/^(?:b?z|geo)/, 'sortedSet'],
  [/^x/, 'stream'],
  [/^(?:b?[lr](?:push|pop|range|index|set|rem|trim|insert|move|pos|len|mpop)|lmpop|blmpop)/, 'list'],
  [/^s(?:add|rem|card|scan|pop|move|members|ismember|mismember|randmember|inter|union|diff)/, 'set'],
];

/** Of those that read `kv*` by default, the ones whose first argument is their only key for certain. */
const ONE_KEY = new Set(
  `append getset setnx pfadd hset hsetnx hmset hget hmget hdel hexists hincrby hincrbyfloat hstrlen lpush lpushx rpush
  rpushx sadd srem sismember smismember zincrby zrem zscore zmscore zrank zrevrank zlexcount zrangebylex zrevrangebylex
  zremrangebylex geopos geodist geohash xsetid`.split(/\s+/),
);

/** Commands whose arguments are about more than the keys that they name. */
const FREE = new Set(
  'eval eval_ro evalsha evalsha_ro fcall fcall_ro script function debug restore sort sort_ro'.split(' '),
);

/**
 * Names that differ in their first letter and in nothing else: together they pass only where a rule is for all keys.
 * A rule for some keys (`user:*`) fits none, one for all but some (`[^s]*`) not every one.
 */
const ANY_NAMES = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:{_'].map(
  (letter) => `${letter}\u0001hitrate\u0001`,
);

/** What must be allowed to see a line that is not about keys that are known: to read any key of any type. */
export const READS_OF_EVERYTHING: readonly KeyRead[] = [
  ...ANY_NAMES.map(READERS.string),
  ...Object.values(READERS).map((reader) => reader(ANY_NAMES[0]!)),
];

/**
 * What a user must be allowed, all of it, before the arguments of a logged command are theirs to see.
 *
 * @param args the line as the server logged it: at most 32 arguments of at most 128 bytes
 * @returns for each of its keys the command that reads that type. A line that names no key, runs a script, is not
 *   known here, or whose key was cut or is no text: `READS_OF_EVERYTHING`
 */
export function neededReads(args: readonly string[]): readonly KeyRead[] {
  const name = args[0]?.toLowerCase() ?? '';
  const isKnown = ONE_KEY.has(name) || SHAPES.has(name) || SHAPES.has(`${name}|${args[1]?.toLowerCase()}`);
  const keys = describeArguments(args).filter(({ role }) => role === 'key');
  if (!isKnown || FREE.has(name) || keys.length === 0 || keys.some(({ text }) => isUncertain(text)))
    return READS_OF_EVERYTHING;
  const reader = READERS[TYPES.find(([names]) => names.test(name))?.[1] ?? 'string'];
  return keys.map(({ text }) => reader(text));
}

const isUncertain = (key: string) =>
  /\.\.\. \(\d+ more (?:bytes|arguments)\)$/.test(key) || key.includes('\ufffd');
