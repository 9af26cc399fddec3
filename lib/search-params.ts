import {
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from 'nuqs/server';

/** What the URL holds, so that every view is a link. Defaults are left out of it. */

/** Ranges of the charts; `live` follows the last two minutes second by second. */
export const RANGES = ['live', '5m', '15m', '1h'] as const;
export type Range = (typeof RANGES)[number];

/** Length of a range in milliseconds. */
export const RANGE_MS: Record<Range, number> = {
  live: 120_000,
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
};

/** On every page of an instance: the span of the charts, and one node instead of the whole instance. */
export const viewParams = {
  range: parseAsStringLiteral(RANGES).withDefault('5m'),
  node: parseAsString,
};
export type View = inferParserType<typeof viewParams>;

/** On every table: the filter, the sorted column (`-` first for descending) and the columns shown. */
export const tableParams = {
  q: parseAsString.withDefault(''),
  sort: parseAsString,
  cols: parseAsArrayOf(parseAsString),
};

export const clientsParams = {
  by: parseAsStringLiteral(['name', 'user', 'address', 'library', 'database'] as const),
  own: parseAsBoolean.withDefault(false),
};

export const slowlogParams = {
  tab: parseAsStringLiteral(['entries', 'fingerprints'] as const).withDefault('entries'),
  values: parseAsBoolean.withDefault(false),
};

export const loginParams = {
  instance: parseAsString,
  callbackUrl: parseAsString,
  error: parseAsString,
};
