import {
  createParser,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from 'nuqs/server';

import { TTL_CLASSES } from '@/lib/keyspace/ttl-class';
import { PATTERN_IDS } from '@/lib/patterns/pattern-ids';
import { SLOWLOG_KINDS } from '@/lib/redis/slowlog-kinds';

/** What the URL holds, so that every view is a link. Defaults are left out of it. */

/** Ranges of the charts, all up to the present; `live` follows the last two minutes second by second. */
export const RANGES = ['live', '5m', '15m', '1h', '6h', '24h', '7d', '30d'] as const;
export type Range = (typeof RANGES)[number];

/** Length of a range in milliseconds. */
export const RANGE_MS: Record<Range, number> = {
  live: 120_000,
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '6h': 21_600_000,
  '24h': 86_400_000,
  '7d': 604_800_000,
  '30d': 2_592_000_000,
};

const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * A moment in Unix milliseconds, which the URL holds as `2026-11-22T03:12:00Z`. A time without a zone is UTC, so that
 * a link means the same to everybody; Unix milliseconds are understood, too.
 */
export const parseAsMoment = createParser<number>({
  parse: (text) => {
    const [, , , , zone] = ISO.exec(text) ?? [];
    const at = /^\d{9,15}$/.test(text)
      ? Number(text)
      : ISO.test(text)
        ? Date.parse(text.includes('T') && !zone ? `${text}Z` : text)
        : NaN;
    return Number.isFinite(at) ? at : null;
  },
  serialize: (at) => new Date(at).toISOString().replace('.000Z', 'Z'),
});

/** On every page with charts: which span they show, and how. `lib/time-span.ts` says what follows from it. */
export const timeParams = {
  range: parseAsStringLiteral(RANGES).withDefault('5m'),
  /** A span that stands still; with one of the two, the range says how long it is. */
  from: parseAsMoment,
  to: parseAsMoment,
  /** One moment that is marked in every chart. */
  at: parseAsMoment,
  tz: parseAsStringLiteral(['local', 'utc'] as const).withDefault('local'),
  compare: parseAsStringLiteral(['none', 'previous'] as const).withDefault('none'),
  annotations: parseAsStringLiteral(['on', 'off'] as const).withDefault('on'),
};
export type TimeParams = inferParserType<typeof timeParams>;

/** The same where what happens is rare: five minutes of the slow log would mostly be empty. */
export const longTimeParams = { ...timeParams, range: timeParams.range.withDefault('24h') };

/** On every page of an instance: the time that it shows, and one node instead of the whole instance. */
export const viewParams = { ...timeParams, node: parseAsString };
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
  tab: parseAsStringLiteral(['now', 'history'] as const).withDefault('now'),
};

export const commandsParams = {
  /** One command's own place, as commandstats names it. */
  command: parseAsString,
  own: parseAsBoolean.withDefault(false),
};

/** The slow log: which log, which span of it, one command or fingerprint of it, and the page of its entries. */
export const slowlogParams = {
  tab: parseAsStringLiteral(['fingerprints', 'entries'] as const).withDefault('fingerprints'),
  kind: parseAsStringLiteral(SLOWLOG_KINDS).withDefault('slow'),
  /** As commandstats names it. */
  command: parseAsString,
  fingerprint: parseAsString,
  /** What this dashboard itself has sent, which is marked. */
  own: parseAsBoolean.withDefault(true),
  cursor: parseAsString,
  values: parseAsBoolean.withDefault(false),
};

export const latencyParams = {
  /** What the colours of the heat map mean. */
  heat: parseAsStringLiteral(['share', 'calls'] as const).withDefault('share'),
  /** The event of the latency monitor whose history is shown. */
  event: parseAsString,
};

/** Alerts: what is open, what the rules watch for, and who is told. */
export const alertsParams = {
  tab: parseAsStringLiteral(['alerts', 'rules', 'webhooks'] as const).withDefault('alerts'),
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
