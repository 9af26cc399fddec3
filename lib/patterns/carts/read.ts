import { z } from 'zod';
import { number } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import { histogram } from '../histogram';
import { chooseKey, keptKeys } from '../kept-keys';
import { defineView, type ReadContext, type Summary, type Thing } from '../pattern';
import { ask, repliesOfMany, together, type Plan } from '../plan';
import { scanFields } from '../scan-some';
import { maskedField } from '../secret-fields';
import { bytesInput, pageQuery, wireText } from '../wire';
import { carts } from './layouts';
import { quantityOf } from './recognise';

const row = z.object({
  key: wireText,
  items: z.number().nullable().describe('Different products; null: the cart is gone.'),
  pieces: z
    .number()
    .nullable()
    .describe('All quantities together; null for a cart of more than 200 products.'),
  ttlMs: z.number().nullable(),
  abandoned: z.boolean().describe('It never expires: given up or not, it stays.'),
});
type Row = z.infer<typeof row>;

const query = z.object({
  cart: bytesInput.optional().describe('The key of a cart to open.'),
  ...pageQuery,
});

const response = z.object({
  total: z.number(),
  exact: z.boolean(),
  kept: z.number().describe('Carts that can be paged through.'),
  rows: z.array(row),
  looked: z
    .object({ carts: z.number(), abandoned: z.number() })
    .describe('Carts whose expiry was looked at, 500 at most, and those that have none.'),
  endings: z
    .array(z.object({ from: z.number(), to: z.number(), count: z.number() }))
    .describe('Of those that have one: how many end in how many milliseconds.'),
  opened: row
    .extend({
      products: z.array(
        z.object({ product: wireText, quantity: z.number().nullable(), value: z.string().nullable() }),
      ),
      complete: z.boolean().describe('Whether these are all of its products.'),
    })
    .nullable()
    .describe('null: none was asked for, or it is gone.'),
});
export type CartsResponse = z.infer<typeof response>;

/** Carts whose pieces are counted are no larger than this. */
const MOST_ITEMS = 200;
const MOST_OPENED = 500;
const MOST_LOOKED = 500;

/** Carts page by page with what is in them, those that never expire, and one cart opened. */
export const cartsView = defineView({ query, response, read: readCarts });

function* readCarts(thing: Thing, { cart, offset, count }: z.infer<typeof query>): Plan<CartsResponse> {
  const { names, total, exact } = keptKeys(thing);
  const asked = cart === undefined ? null : chooseKey(thing, carts, cart);
  const { looked, ttls } = yield* lookAtExpiry(names);
  return {
    total,
    exact,
    kept: names.length,
    rows: yield* readRows(names.slice(offset, offset + count)),
    looked,
    endings: histogram(ttls, 'milliseconds'),
    opened: asked === null ? null : yield* openCart(asked),
  };
}

function* readRows(keys: readonly Bytes[]): Plan<Row[]> {
  const replies = repliesOfMany(
    yield* ask(keys.flatMap((key) => [['HLEN', key] as const, ['PTTL', key] as const])),
  );
  const sizes = keys.map((_, index) => number(replies[2 * index]) ?? 0);
  const contents = yield* together(
    keys.map((key, index) => countPieces(key, sizes[index]! > 0 && sizes[index]! <= MOST_ITEMS)),
  );
  return keys.map((key, index) => {
    const ttl = number(replies[2 * index + 1]);
    const pieces = contents[index]!;
    return {
      key: toWire(key),
      items: sizes[index]! > 0 ? sizes[index]! : null,
      pieces: pieces instanceof Error ? null : pieces,
      ttlMs: ttl === null || ttl < 0 ? null : ttl,
      abandoned: ttl === -1,
    };
  });
}

function* countPieces(key: Bytes, few: boolean): Plan<number | null> {
  if (!few) return null;
  const { found } = yield* scanFields(key, MOST_ITEMS);
  return [...new Map(found).values()].reduce((sum, value) => sum + (quantityOf(value) ?? 0), 0);
}

function* openCart(key: Bytes): Plan<CartsResponse['opened']> {
  const [summary] = yield* readRows([key]);
  if (!summary || summary.items === null) return null;
  const { found, cursor } = yield* scanFields(key, MOST_OPENED);
  const products = [...new Map(found)].slice(0, MOST_OPENED).map(([product, value]) => ({
    product: toWire(product),
    quantity: quantityOf(value),
    value: maskedField(product, value),
  }));
  return { ...summary, products, complete: cursor === null && products.length >= summary.items };
}

function* lookAtExpiry(names: readonly Bytes[]): Plan<{ looked: CartsResponse['looked']; ttls: number[] }> {
  const some = names.slice(0, MOST_LOOKED);
  const replies = yield* ask(some.map((key) => ['PTTL', key] as const));
  // -2: it has ended since the scan.
  const ttls = replies.flatMap((reply) => number(reply) ?? []).filter((ttl) => ttl !== -2);
  return {
    looked: { carts: ttls.length, abandoned: ttls.filter((ttl) => ttl === -1).length },
    ttls: ttls.filter((ttl) => ttl >= 0),
  };
}

/** How many carts there are; says so where many will stay for ever. */
export function* summariseCarts(thing: Thing, _context: ReadContext): Plan<Summary> {
  const { names, total } = keptKeys(thing);
  const { looked } = yield* lookAtExpiry(names.slice(0, 50));
  return {
    value: total,
    unit: 'count',
    caption: 'carts',
    spark: null,
    perHour: null,
    trouble:
      looked.abandoned > 0
        ? `${looked.abandoned} of ${looked.carts} carts looked at never expire, abandoned ones among them`
        : null,
  };
}
