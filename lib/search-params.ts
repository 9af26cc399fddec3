import {
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from 'nuqs/server';

import { TTL_CLASSES } from '@/lib/keyspace/ttl-class';
import { PATTERN_IDS } from '@/lib/patterns/pattern-ids';

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

/** On every page of Analytics: the logical database. */
export const databaseParams = { db: parseAsInteger.withDefault(0) };

/** The home of Analytics: words to search for, one pattern, and how many cards. */
export const analyticsParams = {
  ...databaseParams,
  q: parseAsString.withDefault(''),
  pattern: parseAsStringLiteral(PATTERN_IDS),
  count: parseAsInteger.withDefault(60),
  tab: parseAsStringLiteral(['things', 'unrecognised', 'own'] as const).withDefault('things'),
  /** A description to begin with. */
  template: parseAsString.withDefault(''),
};

/** A thing's page; what its view holds besides stands with the view. */
export const thingParams = { ...databaseParams, thing: parseAsString };

/** Pub/Sub: which channels are listed, and which is listened to. */
export const pubsubParams = {
  pattern: parseAsString.withDefault('*'),
  channel: parseAsString,
  kind: parseAsStringLiteral(['channel', 'pattern', 'sharded'] as const).withDefault('channel'),
};

/** The key browser: what is searched for, and in the tree which branch is chosen. */
export const keysParams = {
  ...databaseParams,
  /** A glob, or one exact name; empty: everything. */
  match: parseAsString.withDefault(''),
  type: parseAsString,
  ttl: parseAsStringLiteral(TTL_CLASSES),
  layout: parseAsStringLiteral(['list', 'tree'] as const).withDefault('list'),
  prefix: parseAsString.withDefault(''),
  separator: parseAsString.withDefault(':'),
};

/** One key. What its view of the content asks besides stands with the view. */
export const keyParams = { ...databaseParams, key: parseAsString };

/** The analysis of the keyspace: which one, the place in its tree of prefixes, and how it is shown. */
export const analysisParams = {
  ...databaseParams,
  id: parseAsInteger,
  /** The id of an earlier one to compare with. */
  against: parseAsInteger,
  prefix: parseAsString.withDefault(''),
  tab: parseAsStringLiteral(['prefixes', 'types', 'biggest', 'growth', 'earlier'] as const).withDefault(
    'prefixes',
  ),
  by: parseAsStringLiteral(['bytes', 'keys'] as const).withDefault('bytes'),
  colour: parseAsStringLiteral(['type', 'expiry'] as const).withDefault('type'),
  /** Of the biggest keys. */
  type: parseAsString,
};

export const loginParams = {
  instance: parseAsString,
  callbackUrl: parseAsString,
  error: parseAsString,
};
