import type { Bytes } from '@/lib/patterns/bytes';
import { ask, isRefused, settled, type Command, type Plan } from '@/lib/patterns/plan';
import { entries, list, number, string } from '@/lib/redis/reply';
import type { ContentOf } from '../content-schema';
import { elementName, isSince, readSize, shownName, type Body, type ContentReader } from './content-reader';
import { MOST_ELEMENT_BYTES } from './page-pace';
import { scanPace, scanPage } from './scan-page';

/** A field whose value was read; `null`: it is too large. */
interface Field {
  name: Bytes;
  value: Bytes | null;
  bytes: number;
}

/** Where lengths can be asked before values, a page leaves out values that are larger than this. */
const MOST_IN_PAGE_BYTES = 262_144;

/** … and of smaller ones those that are more than this together. */
const MOST_VALUES_BYTES = 4 * 1_048_576;

/**
 * A page of a hash's fields, in no order, with the times to live that fields may have; and one field as whole as it
 * may be. There is no HGETRANGE: a field comes whole or not at all.
 */
export function* readHash(reader: ContentReader): Plan<Body<'hash'>> {
  const { key, query, context } = reader;
  const { length, meanBytes } = yield* readSize('HLEN', key);
  const wanted = query.open ?? query.find;
  // Then only one field matters.
  const page =
    query.open !== undefined
      ? { found: [], next: null, cutShort: false }
      : isSince(context, '7.4', '8.0')
        ? yield* readMeasured(reader)
        : yield* readWithValues(reader, meanBytes);
  const found = wanted === undefined ? null : yield* readField(key, wanted);
  const { ttls, state } = yield* readTtls(reader, [...page.found, ...(found ? [found] : [])]);
  const toField = (field: Field, index: number, whole: boolean) => ({
    name: elementName(field.name),
    text: shownName(field.name),
    bytes: field.bytes,
    value: field.value === null ? null : (whole ? reader.showWhole : reader.show)(field.value),
    ttlMs: ttls[index] ?? null,
  });
  return {
    ...{ kind: 'hash', view: 'hash', views: ['hash'], length },
    fields: page.found.map((field, index) => toField(field, index, false)),
    next: page.next,
    cutShort: page.cutShort,
    fieldTtls: state,
    found: found && toField(found, page.found.length, query.open !== undefined),
  };
}

interface Page {
  found: Field[];
  next: string | null;
  cutShort: boolean;
}

/** Names first, then lengths, then the values that are small: Redis 7.4 and Valkey 8 can leave values out. */
function* readMeasured({ key, query }: ContentReader): Plan<Page> {
  const page = yield* scanPage({
    ...{ command: 'HSCAN', key, cursor: query.cursor, match: query.match, options: ['NOVALUES'] },
    pace: scanPace(query.count, null),
    parse: (names) => list(names).flatMap((name) => string(name) ?? []),
    nameOf: (name) => name,
    bytesOf: (name) => name.length,
  });
  const lengths = yield* ask(page.found.map((name) => ['HSTRLEN', key, name] as const));
  const sizes = lengths.map((reply) => number(settled(reply)) ?? 0);
  let total = 0;
  const brought = sizes.map((bytes) => {
    const fits = bytes <= MOST_IN_PAGE_BYTES && total + bytes <= MOST_VALUES_BYTES;
    if (fits) total += bytes;
    return fits;
  });
  const names = page.found.filter((_, index) => brought[index]);
  const [values] = yield* ask(names.length === 0 ? [] : [['HMGET', key, ...names] as const]);
  const byName = new Map(list(settled(values)).map((value, index) => [names[index]!, string(value)]));
  // A field that was removed meanwhile is left out; one that is only too large stays.
  const found = page.found.flatMap((name, index): Field[] => {
    const value = byName.get(name) ?? null;
    return value === null && brought[index] ? [] : [{ name, value, bytes: value?.length ?? sizes[index]! }];
  });
  return { ...page, found };
}

function* readWithValues({ key, query }: ContentReader, meanBytes: number | null): Plan<Page> {
  return yield* scanPage({
    ...{ command: 'HSCAN', key, cursor: query.cursor, match: query.match },
    pace: scanPace(query.count, meanBytes),
    parse: (pairs) =>
      entries(pairs).map(([name, reply]): Field => {
        const value = string(reply) ?? '';
        return { name, value, bytes: value.length };
      }),
    nameOf: ({ name }) => name,
    bytesOf: ({ name, bytes }) => name.length + bytes,
  });
}

/** One field, if it is not too large; `null` where there is none. */
function* readField(key: Bytes, name: Bytes): Plan<Field | null> {
  const [length, exists] = yield* ask([
    ['HSTRLEN', key, name],
    ['HEXISTS', key, name],
  ]);
  if (number(settled(exists)) !== 1) return null;
  const bytes = number(settled(length)) ?? 0;
  if (bytes > MOST_ELEMENT_BYTES) return { name, value: null, bytes };
  const [reply] = yield* ask([['HGET', key, name]]);
  const value = string(settled(reply));
  return value === null ? null : { name, value, bytes: value.length };
}

interface FieldTtls {
  /** Milliseconds, in the order of the fields; `null` is for ever. */
  ttls: (number | null)[];
  state: ContentOf<'hash'>['fieldTtls'];
}

function* readTtls({ key, context }: ContentReader, fields: readonly Field[]): Plan<FieldTtls> {
  if (!isSince(context, '7.4', '9.0')) return { ttls: [], state: 'unsupported' };
  if (fields.length === 0) return { ttls: [], state: 'read' };
  const command: Command = ['HPTTL', key, 'FIELDS', fields.length, ...fields.map(({ name }) => name)];
  const [reply] = yield* ask([command]);
  if (isRefused(reply)) return { ttls: [], state: 'refused' };
  const ttls = list(settled(reply)).map((each) => {
    const ttlMs = number(each) ?? -1;
    return ttlMs < 0 ? null : ttlMs;
  });
  return { ttls, state: 'read' };
}
