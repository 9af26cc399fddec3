import { string } from '@/lib/redis/reply';
import { toScore } from '../checks';
import { toWire, type Bytes } from '../bytes';
import { histogram } from '../histogram';
import { chooseKey, keptKeys } from '../kept-keys';
import { defineView, type ReadContext, type Summary, type Thing } from '../pattern';
import { ask, together, type Plan } from '../plan';
import { objects } from './layouts';
import {
  objectsQuery,
  objectsResponse,
  type ObjectRow,
  type ObjectsQuery,
  type ObjectsResponse,
} from './model';
import { readObject } from './read-object';

/** Fields of each row: as many as a table has columns for. */
const FIELDS_OF_A_ROW = 12;
const FIELDS_OPENED = 200;
const MOST_BALANCES = 1_000;

const BALANCES = ['points', 'credits', 'account-balance'];

/** Objects with some of their fields, one opened, and what balances come to. */
export const objectsView = defineView({ query: objectsQuery, response: objectsResponse, read: readObjects });

function* readObjects(thing: Thing, { key, cursor, offset, count }: ObjectsQuery): Plan<ObjectsResponse> {
  const { names, total, exact } = keptKeys(thing);
  const asked = key === undefined ? null : chooseKey(thing, objects, key);
  const opened = asked === null ? null : yield* readObject(asked, FIELDS_OPENED, cursor);
  return {
    total,
    exact,
    kept: names.length,
    rows: yield* readRows(names.slice(offset, offset + count)),
    opened: opened?.type ? opened : null,
    amounts: isBalance(thing) ? yield* readAmounts(names) : null,
  };
}

const isBalance = (thing: Thing) => thing.parts.some(({ layout }) => BALANCES.includes(layout));

function* readRows(keys: readonly Bytes[]): Plan<ObjectRow[]> {
  const rows = yield* together(keys.map((key) => readObject(key, FIELDS_OF_A_ROW)));
  const errors = rows.filter((row) => row instanceof Error);
  if (errors.length > 0 && errors.length === rows.length) throw errors[0]!;
  // The ACL may cover some of the keys only.
  return rows.map((row, index) =>
    row instanceof Error
      ? { key: toWire(keys[index]!), type: null, size: null, ttlMs: null, fields: [] }
      : {
          key: row.key,
          type: row.type,
          size: row.size,
          ttlMs: row.ttlMs,
          fields: row.fields.slice(0, FIELDS_OF_A_ROW),
        },
  );
}

function* readAmounts(names: readonly Bytes[]): Plan<ObjectsResponse['amounts']> {
  const replies = yield* ask(names.slice(0, MOST_BALANCES).map((key) => ['GETRANGE', key, 0, 39] as const));
  const values = replies.map((reply) => toScore(string(reply))).filter(Number.isFinite);
  if (values.length === 0) return null;
  return {
    looked: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    least: values.reduce((least, value) => Math.min(least, value)),
    most: values.reduce((most, value) => Math.max(most, value)),
    distribution: histogram(values, 'number'),
  };
}

/** How many objects of the kind there are; says so where a balance is below zero. */
export function* summariseObjects(thing: Thing, _context: ReadContext): Plan<Summary> {
  const { names, total } = keptKeys(thing);
  const amounts = isBalance(thing)
    ? yield* ask(names.slice(0, 50).map((key) => ['GETRANGE', key, 0, 39] as const))
    : [];
  const below = amounts.filter((reply) => toScore(string(reply)) < 0).length;
  return {
    value: total,
    unit: 'count',
    caption: isBalance(thing) ? 'balances' : 'objects',
    spark: null,
    perHour: null,
    trouble: below > 0 ? `${below} of ${amounts.length} balances looked at are below zero` : null,
  };
}
