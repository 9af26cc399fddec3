import { toBytes, toText, type Bytes } from '@/lib/patterns/bytes';
import { ask, isRefused, settled, type Command, type Plan } from '@/lib/patterns/plan';
import { list, number, string, type Reply } from '@/lib/redis/reply';
import { keyGone, readType, type Body, type ContentReader } from './content-reader';

/** A part that takes more memory is not fetched as JSON: its members are listed instead. */
const MOST_BYTES = 262_144;

/** JSON.OBJKEYS names all members at once, and has no cursor. */
const MOST_NAMES = 10_000;

/** Of a member that is no collection, a text of so many characters is shown in the list. */
const MOST_CHARACTERS = 1_000;

/** What a path leads to, by the commands that RedisJSON and Valkey's module share. */
interface Part {
  type: string | null;
  /** Members, or characters of a text; `null` for what has no size. */
  size: number | null;
  /** Parts that the path leads to: `$..name` may lead to many. */
  matches: number;
}

/** A JSON document of a module at a path: whole where it is small, and what is one level below. */
export function* readJson(reader: ContentReader): Plan<Body<'json'>> {
  const { key, query } = reader;
  const path = query.path ?? '$';
  const [found] = yield* readParts(key, [path]);
  const part = found!;
  const bytes = yield* readBytes(key, path);
  if (part.type === null && (yield* readType(key)) === 'none') throw keyGone();
  const isOne = part.matches === 1;
  const isSmall = part.type !== null && (bytes === null ? isOne && isShort(part) : bytes <= MOST_BYTES);
  const text = isSmall ? yield* readText(key, path) : null;
  const { names, of } = isOne ? yield* readNames(reader, path, part) : { names: [], of: 0 };
  return {
    ...{ kind: 'json', view: 'json', views: ['json'], path },
    ...{ jsonType: part.type, size: part.size, matches: part.matches, bytes },
    value: text === null ? null : reader.showWhole(isOne ? unwrap(text) : text),
    children: yield* readChildren(key, path, names),
    next: query.offset + names.length < of && names.length > 0 ? query.offset + names.length : null,
    unlisted: isOne && part.type === 'object' && (part.size ?? 0) > MOST_NAMES,
  };
}

const isCollection = (type: string | null) => type === 'object' || type === 'array';

/** Where nobody says how much memory it takes. */
const isShort = ({ type, size }: Part): boolean => !isCollection(type) && (size ?? 0) <= MOST_CHARACTERS;

function* readParts(key: Bytes, paths: readonly string[]): Plan<Part[]> {
  const at = paths.map((path) => toBytes(path));
  const replies = yield* ask(at.map((path) => ['JSON.TYPE', key, path] as const));
  const found = replies.map(moduleReply);
  const types = found.map((reply) => string(innermost(reply)));
  const commands = at.flatMap((path, index): Command[] => {
    const command = SIZE_COMMANDS[types[index] ?? ''];
    return command === undefined ? [] : [[command, key, path]];
  });
  const sizes = yield* ask(commands);
  let taken = 0;
  return types.map((type, index) => ({
    type,
    matches: Array.isArray(found[index]) ? found[index].length : type === null ? 0 : 1,
    size: SIZE_COMMANDS[type ?? ''] === undefined ? null : number(innermost(moduleReply(sizes[taken++]))),
  }));
}

const SIZE_COMMANDS: Readonly<Record<string, string>> = {
  object: 'JSON.OBJLEN',
  array: 'JSON.ARRLEN',
  string: 'JSON.STRLEN',
};

/** The memory of a part; `null` where the module does not say, or the ACL refuses. */
function* readBytes(key: Bytes, path: string): Plan<number | null> {
  const [part, whole] = yield* ask([
    ['JSON.DEBUG', 'MEMORY', key, toBytes(path)],
    ['MEMORY', 'USAGE', key],
  ]);
  const bytes = part instanceof Error ? null : number(innermost(part!));
  return bytes ?? (whole instanceof Error ? null : number(whole ?? null));
}

function* readText(key: Bytes, path: string): Plan<Bytes | null> {
  const [reply] = yield* ask([['JSON.GET', key, toBytes(path)]]);
  return string(moduleReply(reply));
}

/** The answer is an array of all matches. */
const unwrap = (text: Bytes): Bytes => /^\[([^]*)\]$/.exec(text)?.[1] ?? text;

/** The names of the members of a page: those of an object, the numbers of an array. */
function* readNames(
  { key, query }: ContentReader,
  path: string,
  { type, size }: Part,
): Plan<{ names: (string | number)[]; of: number }> {
  const [of, from] = [size ?? 0, query.offset];
  if (type === 'array') {
    const length = Math.max(0, Math.min(query.count, of - from));
    return { names: Array.from({ length }, (_, index) => from + index), of };
  }
  if (type !== 'object' || of > MOST_NAMES) return { names: [], of };
  const [reply] = yield* ask([['JSON.OBJKEYS', key, toBytes(path)]]);
  const names = allTexts(moduleReply(reply)).map((name) => toText(name) ?? name);
  return { names: names.slice(from, from + query.count), of: names.length };
}

function* readChildren(
  key: Bytes,
  path: string,
  names: readonly (string | number)[],
): Plan<Body<'json'>['children']> {
  const paths = names.map((name) => `${path}[${JSON.stringify(name)}]`);
  const parts = yield* readParts(key, paths);
  const small = paths.filter((_, index) => parts[index]!.type !== null && isShort(parts[index]!));
  const replies = yield* ask(small.map((each) => ['JSON.GET', key, toBytes(each)] as const));
  const texts = new Map(small.map((each, index) => [each, string(moduleReply(replies[index]))]));
  return paths.map((each, index) => {
    const text = texts.get(each);
    return {
      path: each,
      name: String(names[index]),
      jsonType: parts[index]!.type,
      size: parts[index]!.size,
      value: text == null ? null : (toText(unwrap(text)) ?? null),
    };
  });
}

/** A module has errors in words of its own for paths that lead nowhere. */
const moduleReply = (reply: Reply | undefined): Reply =>
  reply instanceof Error && !isRefused(reply) ? null : settled(reply);

/** The one element of nested arrays: by version and protocol, the answer about a path is in none, one or two. */
function innermost(reply: Reply): Reply {
  const [only] = list(reply);
  return Array.isArray(reply) ? innermost(only ?? null) : reply;
}

const allTexts = (reply: Reply): Bytes[] =>
  typeof reply === 'string' ? [reply] : list(reply).flatMap((each) => allTexts(each));
