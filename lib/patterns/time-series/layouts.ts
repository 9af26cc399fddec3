import type { Family, Layout } from '../pattern';
import {
  isEvents,
  isModuleSeries,
  isPointList,
  isPoints,
  isSwapped,
  isTimed,
  isValuesByTime,
} from './recognise';

/** Layouts of this id hold what is measured, those of `EVENTS` what happened: it is counted, not drawn. */
export const POINTS = 'points';
export const EVENTS = 'events';

const points = {
  id: POINTS,
  types: ['zset'],
  encoding:
    'score = epoch s or ms, member = time:value, the value or JSON; or swapped: member = time, score = value',
  check: isPoints,
} satisfies Partial<Layout>;

const events = {
  id: EVENTS,
  types: ['zset'],
  encoding: 'score = epoch s, member = what happened (text or JSON); equal members overwrite each other',
  check: isEvents,
} satisfies Partial<Layout>;

export const timeSeries: readonly Family[] = [
  {
    id: 'timeseries',
    source: 'a common layout (time_series_add)',
    identity: ['metric'],
    title: '{metric}',
    layouts: [
      {
        ...points,
        template: 'timeseries:{metric}',
        certainty: 'named',
        ttl: 'none; older than 24 h trimmed at each write',
      },
    ],
  },
  {
    id: 'price-history',
    source: 'a common layout',
    identity: [],
    title: 'product prices',
    layouts: [{ ...points, template: 'product:{product}:price_history', certainty: 'anchor', ttl: 'none' }],
  },
  {
    id: 'prices',
    source: 'a common layout',
    identity: [],
    title: 'prices',
    layouts: [{ ...points, template: 'prices', certainty: 'generic', ttl: 'none' }],
  },
  {
    id: 'user-events',
    source: 'a common layout',
    identity: [],
    title: 'events of users',
    layouts: [{ ...events, template: 'events:user:{user}', certainty: 'named', ttl: 'none' }],
  },
  {
    id: 'user-actions',
    source: 'a common layout (add_activity)',
    identity: ['what'],
    title: 'user {what}',
    layouts: [
      {
        ...events,
        template: 'user:{user:segment}:{what:actions|activities}',
        certainty: 'named',
        ttl: 'none; activities older than 24 h trimmed at each write',
      },
    ],
  },
  {
    id: 'redis-timeseries',
    source: 'RedisTimeSeries',
    identity: ['shape'],
    title: '{shape}',
    layouts: [
      {
        id: POINTS,
        template: '{key}',
        types: ['TSDB-TYPE'],
        certainty: 'content',
        encoding: 'samples of the module: Unix ms and a double',
        ttl: 'RETENTION, relative to the newest sample',
        check: isModuleSeries,
      },
    ],
  },
  {
    id: 'points-by-time',
    source: 'content: times with numbers',
    identity: ['shape'],
    title: '{shape}',
    layouts: [
      {
        ...points,
        id: 'swapped',
        template: '{key}',
        certainty: 'content',
        ttl: 'any',
        encoding: 'member = time, score = value',
        check: isSwapped,
      },
      { ...points, template: '{key}', certainty: 'content', ttl: 'any', check: isValuesByTime },
      {
        id: 'list',
        template: '{key}',
        types: ['list'],
        certainty: 'content',
        encoding: '[time, value], {"timestamp", "value"} or time:value',
        ttl: 'any',
        check: isPointList,
      },
    ],
  },
  {
    id: 'events-by-time',
    source: 'content: a sorted set whose scores are past times',
    identity: ['shape'],
    title: '{shape}',
    layouts: [{ ...events, template: '{key}', certainty: 'content', ttl: 'any', check: isTimed }],
  },
];
