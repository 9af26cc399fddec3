import { formatBytes } from '@/lib/format';
import { list, number, string } from '@/lib/redis/reply';
import { isSecretName, MASKED, maskedText } from '../masking';
import type { Bytes } from '../bytes';
import { ask, storedReply, type Command, type Plan } from '../plan';
import type { Field } from './library';

/** Some fields of a hash, of which large ones were left where they are. */
export interface HashFields {
  exists: boolean;
  text(field: string): Bytes | null;
  number(field: string): number | null;
  /** How long a large one is; 0 where there is none. */
  bytes(field: string): number;
  /** For people: masked and cut; of a large one only its size. Empty where there is none. */
  shown(field: string, most?: number): string;
}

/** More than this of one field is not fetched for a row of a table, or for one job's page. */
export const ROW_BYTES = 16_384;
export const PAGE_BYTES = 65_536;
/** Nor more than this of all fields together. */
const BYTES_TOGETHER = 4_000_000;

const ROW_LENGTH = 300;

/**
 * Reads hashes side by side, in two round trips: applications put as much into a job as they like, so that fields of
 * any size are measured first.
 * @param small fields that the library itself writes, which are short
 * @param large fields of the application
 * @param mostBytes longer ones are not fetched
 */
export function* readHashes(
  keys: readonly Bytes[],
  {
    small,
    large,
    mostBytes = ROW_BYTES,
  }: { small: readonly string[]; large: readonly string[]; mostBytes?: number },
): Plan<HashFields[]> {
  const own = small.length > 0 ? 1 : 0;
  const measured = yield* ask(
    keys.flatMap((key): Command[] => [
      ...(own ? [['HMGET', key, ...small] as const] : []),
      ...large.map((field): Command => ['HSTRLEN', key, field]),
    ]),
  );
  const each = own + large.length;
  const sizes = keys.map((_, index) =>
    large.map((_, at) => number(storedReply(measured[index * each + own + at])) ?? 0),
  );
  let room = BYTES_TOGETHER;
  const takes = (size: number) => {
    if (size === 0 || size > Math.min(mostBytes, room)) return false;
    room -= size;
    return true;
  };
  const fitting = sizes.map((all) => large.filter((_, at) => takes(all[at]!)));
  const fetching = keys.flatMap((key, index) => (fitting[index]!.length > 0 ? [{ key, index }] : []));
  const fetched = yield* ask(fetching.map(({ key, index }): Command => ['HMGET', key, ...fitting[index]!]));

  const values = keys.map((_, index) => {
    const found = new Map<string, Bytes>();
    if (own)
      list(storedReply(measured[index * each])).forEach((value, at) => put(found, small[at]!, string(value)));
    return found;
  });
  fetching.forEach(({ index }, at) =>
    list(storedReply(fetched[at])).forEach((value, field) =>
      put(values[index]!, fitting[index]![field]!, string(value)),
    ),
  );
  return keys.map((_, index) =>
    hashFields(values[index]!, new Map(large.map((field, at) => [field, sizes[index]![at]!]))),
  );
}

function put(values: Map<string, Bytes>, field: string, value: Bytes | null): void {
  if (value !== null) values.set(field, value);
}

function hashFields(values: ReadonlyMap<string, Bytes>, sizes: ReadonlyMap<string, number>): HashFields {
  return {
    exists: values.size > 0 || [...sizes.values()].some((size) => size > 0),
    text: (field) => values.get(field) ?? null,
    number: (field) => number(values.get(field)),
    bytes: (field) => sizes.get(field) ?? 0,
    shown(field, most = ROW_LENGTH) {
      const value = values.get(field);
      if (value !== undefined) return maskedText(value, most);
      const size = sizes.get(field) ?? 0;
      return size > 0 ? `(${formatBytes(size)}, too long to be shown)` : '';
    },
  };
}

/** The fields that are there, each masked by its name and its content. */
export const shownFields = (hash: HashFields, names: readonly string[]): Field[] =>
  names.flatMap((name) => {
    const value = hash.shown(name, 4_000);
    if (value === '') return [];
    return [{ name, value: isSecretName(name) ? MASKED : value }];
  });

/** Instead of a value in a form that only its own language reads: `(pickle, 1.2 KB)`. */
export const unshown = (form: string, bytes: number): string => `(${form}, ${formatBytes(bytes)}, not shown)`;
