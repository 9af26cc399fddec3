import { isHyperLogLog } from '../checks';
import { DAY_MS, type Clock } from '../clock';
import type { Certainty, Check, Family, Layout } from '../pattern';
import { isActiveUsers, isVisitors } from './recognise';

const HLL = 'HyperLogLog; or a set of ids';
const BITMAP = 'bitmap by user id; or a HyperLogLog or set';

const unique = (
  id: string,
  template: string,
  certainty: Certainty,
  encoding: string,
  check: Check,
  more: Partial<Layout> = {},
): Layout => ({ id, template, types: ['string', 'set'], certainty, encoding, ttl: 'none', check, ...more });

/** A key for each day, in either spelling. */
const daily = (id: string, title: string, prefix: string, encoding: string, check: Check): Family => ({
  id,
  source: 'a common layout',
  identity: [],
  title,
  layouts: [
    unique('daily', `${prefix}:{bucket:YYYY-MM-DD}`, 'named', encoding, check, { clock: 'YYYY-MM-DD' }),
    unique('daily-compact', `${prefix}:{bucket:YYYYMMDD}`, 'named', encoding, check, { clock: 'YYYYMMDD' }),
  ],
});

/** No name says it, but HyperLogLogs say so themselves. */
const unnamed = (id: string, template: string, clock?: Clock): Layout =>
  unique(id, template, 'content', 'HyperLogLog', isHyperLogLog, {
    types: ['string'],
    ttl: 'any',
    ...(clock && { clock }),
  });

export const uniques: readonly Family[] = [
  daily('visitors', 'visitors', 'visitors', HLL, isVisitors),
  daily('daily-unique-visitors', 'daily unique visitors', 'daily_unique_visitors', HLL, isVisitors),
  {
    id: 'page-visitors',
    source: 'a common layout (RealTimeAnalytics)',
    identity: [],
    title: 'unique visitors by page',
    layouts: [
      unique('daily', 'stats:unique_visitors:{page}:{bucket:YYYY-MM-DD}', 'anchor', HLL, isVisitors, {
        clock: 'YYYY-MM-DD',
        zone: 'local',
        ttl: '7 d',
        reachMs: 7 * DAY_MS,
      }),
    ],
  },
  {
    id: 'unique-visitors',
    source: 'a common layout',
    identity: ['name'],
    title: '{name}',
    layouts: [
      unique(
        'total',
        '{name:unique_visitors|total_visitors|search_queries:unique}',
        'named',
        HLL,
        isVisitors,
      ),
    ],
  },
  {
    id: 'visitors-by-page',
    source: 'a common layout',
    identity: [],
    title: 'visitors by page, in all',
    layouts: [
      unique('total', '{page:segment}_visitors', 'generic', 'HyperLogLog', isHyperLogLog, {
        types: ['string'],
      }),
    ],
  },
  {
    id: 'api-users',
    source: 'a common layout',
    identity: [],
    title: 'API users',
    layouts: [unique('total', 'api_users:{endpoint}', 'named', HLL, isVisitors)],
  },
  {
    id: 'event-users',
    source: 'a common layout (Analytics)',
    identity: ['event'],
    title: 'users of {event}',
    layouts: [
      unique('daily', 'stats:{event}:users:{bucket:YYYYMMDD}', 'anchor', HLL, isVisitors, {
        clock: 'YYYYMMDD',
        zone: 'local',
        ttl: '8 d',
        reachMs: 8 * DAY_MS,
      }),
    ],
  },
  daily('active-users', 'active users', 'active_users', BITMAP, isActiveUsers),
  daily('dau', 'daily active users', 'dau', BITMAP, isActiveUsers),
  daily('user-active', 'active users by id', 'user:active', BITMAP, isActiveUsers),
  {
    id: 'hyperloglog',
    source: 'content: a HyperLogLog under any name',
    identity: ['shape'],
    title: '{shape}',
    layouts: [
      unnamed('hourly', '{name}:{bucket:YYYYMMDDHH}', 'YYYYMMDDHH'),
      unnamed('daily', '{name}:{bucket:YYYY-MM-DD}', 'YYYY-MM-DD'),
      unnamed('daily-compact', '{name}:{bucket:YYYYMMDD}', 'YYYYMMDD'),
      unnamed('monthly', '{name}:{bucket:YYYYMM}', 'YYYYMM'),
      unnamed('total', '{name}'),
    ],
  },
];

/** Whom a family counts; of others nobody knows. */
const NOUNS: Readonly<Record<string, string>> = {
  visitors: 'visitors',
  'daily-unique-visitors': 'visitors',
  'page-visitors': 'visitors',
  'unique-visitors': 'different ones',
  'visitors-by-page': 'visitors',
  'api-users': 'users',
  'event-users': 'users',
  'active-users': 'active users',
  dau: 'active users',
  'user-active': 'active users',
};

/** `visitors`, `active users`: what the number of a card is. */
export const nounOf = (family: string): string => NOUNS[family] ?? 'different ones';
