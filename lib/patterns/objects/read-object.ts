import { entries, list, number, string, type Reply } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import { ask, isRefused, settled, storedReply, type Command, type Plan } from '../plan';
import { scanFields } from '../scan-some';
import { maskedField } from '../secret-fields';
import { maskedText } from '../masking';
import type { ObjectField, ObjectRow } from './model';

/** A row, and where its fields go on. */
export type Opened = ObjectRow & { nextCursor: string | null };

/** Of a string, so many characters are shown. */
const SHOWN = 300;

/** What modules say of their own types; each takes constant time. */
const INFO_COMMANDS: Readonly<Record<string, string>> = {
  'MBbloom--': 'BF.INFO',
  bloomfltr: 'BF.INFO',
  MBbloomCF: 'CF.INFO',
  'CMSk-TYPE': 'CMS.INFO',
  'TopK-TYPE': 'TOPK.INFO',
  'TDIS-TYPE': 'TDIGEST.INFO',
  vectorset: 'VINFO',
};

/** The command by which a module tells about a key of its type; `undefined`: none is known. */
export const infoCommandOf = (type: string): string | undefined =>
  Object.hasOwn(INFO_COMMANDS, type) ? INFO_COMMANDS[type] : undefined;

/**
 * One object with some of its fields.
 * @param most fields, about; what is kept in a compact encoding comes whole
 * @param cursor of HSCAN: where to go on in a hash
 */
export function* readObject(key: Bytes, most: number, cursor = '0'): Plan<Opened> {
  const [typeReply, ttl] = yield* ask([
    ['TYPE', key],
    ['PTTL', key],
  ]);
  const type = string(storedReply(typeReply));
  const ttlMs = (number(ttl) ?? -1) < 0 ? null : number(ttl);
  const content = yield* readContent(key, type ?? 'none', most, cursor);
  return { key: toWire(key), type: type === 'none' ? null : type, ttlMs, ...content };
}

type Content = Pick<Opened, 'size' | 'fields' | 'nextCursor'>;

function* readContent(key: Bytes, type: string, most: number, cursor: string): Plan<Content> {
  const info = infoCommandOf(type);
  if (info !== undefined) return yield* readInfo([info, key]);
  if (type === 'hash') return yield* readHash(key, most, cursor);
  if (type === 'ReJSON-RL') return yield* readDocument(key, most);
  if (type === 'string') return yield* readString(key);
  return { size: null, fields: [], nextCursor: null };
}

function* readHash(key: Bytes, most: number, cursor: string): Plan<Content> {
  const [size] = yield* ask([['HLEN', key]]);
  const page = yield* scanFields(key, most, cursor);
  return { size: number(storedReply(size)), fields: toFields(page.found), nextCursor: page.cursor };
}

/** The names at the top of a document; its values may be of any size, and stay where they are. */
function* readDocument(key: Bytes, most: number): Plan<Content> {
  const [kind, keys] = yield* ask([
    ['JSON.TYPE', key],
    ['JSON.OBJKEYS', key],
  ]);
  const [type] = strings(moduleReply(kind));
  const names = type === 'object' ? strings(moduleReply(keys)) : [];
  return {
    size: type === 'object' ? names.length : null,
    fields: names.slice(0, most).map((name) => ({ name: toWire(name), value: null })),
    nextCursor: null,
  };
}

function* readString(key: Bytes): Plan<Content> {
  const [size, value] = yield* ask([
    ['STRLEN', key],
    ['GETRANGE', key, 0, 4 * SHOWN - 1],
  ]);
  const shown = maskedText(string(storedReply(value)) ?? '', SHOWN);
  return { size: number(storedReply(size)), fields: [{ name: 'value', value: shown }], nextCursor: null };
}

function* readInfo(command: Command): Plan<Content> {
  const [reply] = yield* ask([command]);
  const fields = entries(moduleReply(reply)).map(([name, value]): ObjectField => {
    const text = string(value);
    return { name: toWire(name), value: text === null ? null : maskedText(text, SHOWN) };
  });
  return { size: null, fields, nextCursor: null };
}

const toFields = (found: readonly [Bytes, Bytes][]): ObjectField[] =>
  [...new Map(found)].map(([name, value]) => ({
    name: toWire(name),
    value: maskedField(name, value, SHOWN),
  }));

/** Modules have errors in words of their own, and so have servers without them. */
const moduleReply = (reply: Reply | undefined): Reply =>
  reply instanceof Error && !isRefused(reply) ? null : settled(reply);

/** JSON's answers are nested in one array or two, by version, path and protocol. */
const strings = (reply: Reply): Bytes[] =>
  typeof reply === 'string' ? [reply] : list(reply).flatMap((each) => strings(each));
