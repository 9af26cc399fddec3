import { DAY_MS, HOUR_MS, type Clock } from '../clock';
import type { Certainty, Family, Layout } from '../pattern';
import { isCount, isLastingCount, isTallyOf } from './recognise';

/** The layout of a breakdown by name and value. */
export const TAG = 'tag';

/** The field of a page's hash that holds its count. */
export const VIEWS = 'views';

/** A string that INCR keeps. */
const count = (
  id: string,
  template: string,
  certainty: Certainty,
  ttl: string,
  more: Partial<Layout> = {},
): Layout => ({
  id,
  template,
  types: ['string'],
  certainty,
  encoding: 'integer',
  ttl,
  check: isCount,
  ...more,
});

/** One for each period. */
const bucket = (
  id: string,
  template: string,
  certainty: Certainty,
  ttl: string,
  clock: Clock,
  more: Pick<Layout, 'zone' | 'reachMs'> = {},
): Layout => count(id, template, certainty, ttl, { clock, ...more });

export const counters: readonly Family[] = [
  {
    id: 'counter',
    source: 'a common layout (AnalyticsService)',
    identity: ['metric'],
    title: '{metric}',
    layouts: [
      bucket('hourly', 'counter:{metric}:hourly:{bucket:YYYYMMDDHH}', 'anchor', '7 d', 'YYYYMMDDHH', {
        zone: 'UTC',
        reachMs: 7 * DAY_MS,
      }),
      bucket('daily', 'counter:{metric}:daily:{bucket:YYYYMMDD}', 'anchor', '90 d', 'YYYYMMDD', {
        zone: 'UTC',
        reachMs: 90 * DAY_MS,
      }),
      bucket('monthly', 'counter:{metric}:monthly:{bucket:YYYYMM}', 'anchor', '365 d', 'YYYYMM', {
        zone: 'UTC',
        reachMs: 365 * DAY_MS,
      }),
      count(TAG, 'counter:{metric}:tag:{tag:segment}:{value}', 'anchor', '30 d after the last write'),
      count('total', 'counter:{metric}', 'named', 'none'),
    ],
  },
  {
    id: 'page-views',
    source: 'a common layout (RealTimeAnalytics)',
    identity: [],
    title: 'page views',
    layouts: [
      bucket('hourly', 'stats:page_views:{page}:hourly:{bucket:epochHour}', 'anchor', '1 d', 'epochHour', {
        reachMs: DAY_MS,
      }),
      count('total', 'stats:page_views:{page}:total', 'named', 'none'),
    ],
  },
  {
    id: 'event',
    source: 'a common layout (Analytics)',
    identity: ['event'],
    title: '{event}',
    layouts: [
      bucket('hourly', 'stats:{event}:hour:{bucket:YYYYMMDDHH}', 'anchor', '25 h', 'YYYYMMDDHH', {
        zone: 'local',
        reachMs: 25 * HOUR_MS,
      }),
      count('total', 'stats:{event}:total', 'named', 'none'),
    ],
  },
  {
    id: 'page-hits',
    source: 'a common layout (update_analytics)',
    identity: [],
    title: 'hits by page',
    // Less sure than `stats:{event}:…`, whose event may be called page_views.
    layouts: [count('total', 'stats:page_views:{page}', 'generic', 'none')],
  },
  {
    id: 'page-stats',
    source: 'a common layout (Analytics)',
    identity: [],
    title: 'page statistics',
    layouts: [
      count('total', 'stats:page:{page}', 'named', 'none', {
        types: ['hash'],
        encoding: 'field views = integer',
        check: isTallyOf(VIEWS),
      }),
    ],
  },
  {
    id: 'article-views',
    source: 'a common layout',
    identity: [],
    title: 'views by day and page',
    layouts: [
      bucket('daily', 'page:views:{page}:{bucket:YYYY-MM-DD}', 'named', 'none', 'YYYY-MM-DD'),
      bucket('daily-compact', 'page:views:{page}:{bucket:YYYYMMDD}', 'named', 'none', 'YYYYMMDD'),
    ],
  },
  {
    id: 'page-totals',
    source: 'a common layout',
    identity: [],
    title: 'views by page',
    layouts: [count('total', 'page:{page}:views', 'named', 'none')],
  },
  {
    id: 'api-requests',
    source: 'a common layout',
    identity: [],
    title: 'API requests',
    layouts: [count('total', 'api:{who}:requests', 'named', 'none', { check: isLastingCount })],
  },
  {
    id: 'realtime',
    source: 'a common layout',
    identity: [],
    title: 'requests and errors',
    layouts: [
      count('tally', 'metrics:realtime', 'named', 'none', {
        types: ['hash'],
        encoding: 'fields requests and errors = integers',
        check: isTallyOf('requests', 'errors'),
      }),
    ],
  },
  {
    id: 'analytics',
    source: 'a common layout',
    identity: ['metric'],
    title: '{metric}',
    layouts: [
      bucket('hourly', 'analytics:{metric}:hourly:{bucket:YYYYMMDDHH}', 'named', 'not said', 'YYYYMMDDHH'),
      bucket('daily', 'analytics:{metric}:daily:{bucket:YYYYMMDD}', 'named', 'not said', 'YYYYMMDD'),
      bucket('monthly', 'analytics:{metric}:monthly:{bucket:YYYYMM}', 'named', 'not said', 'YYYYMM'),
    ],
  },
  {
    id: 'dated-count',
    source: 'content: a number, under a name that ends in a date',
    identity: ['shape'],
    title: '{shape}',
    layouts: [
      bucket('hourly', '{name}:{bucket:YYYYMMDDHH}', 'content', 'any', 'YYYYMMDDHH'),
      bucket('daily', '{name}:{bucket:YYYY-MM-DD}', 'content', 'any', 'YYYY-MM-DD'),
      bucket('daily-compact', '{name}:{bucket:YYYYMMDD}', 'content', 'any', 'YYYYMMDD'),
    ],
  },
];
