import type { Family, Layout } from '../pattern';
import { libraryLimits } from './library-layouts';
import { isEndingCount, isRequestLog, ofLimiter } from './recognise';
import { bucket, count, log, numberedCount, startedCount, type Values } from './values';

/**
 * A thing is what is limited (a route, an action), never who: `{who}` are its rows. `{bucket}` is the window.
 */

interface Way {
  id: string;
  source: string;
  /** How it limits: `sliding log`. */
  way: string;
  template: string;
  certainty: Layout['certainty'];
  layout: Values;
}

/** Names that say who, not what: all keys are one thing. Whose names do, may describe a pattern of their own. */
const ofAll = ({ id, source, way, template, certainty, layout }: Way): Family => ({
  id,
  source,
  identity: [],
  title: `${template.replace(/\{.*\}/, '*')} (${way})`,
  layouts: [{ ...layout, template, certainty }],
});

/** Document 000 has a key and an identifier: the first part says what is limited. */
const ofEachLimiter = ({ id, source, way, template, certainty, layout }: Way): Family => ({
  id,
  source,
  identity: ['limiter'],
  title: `{limiter} (${way})`,
  layouts: [{ ...layout, template, certainty, check: ofLimiter(layout.check) }],
});

/** Windows before plain counts, which their names would do for as well. */
export const rateLimits: readonly Family[] = [
  {
    id: 'fixed-window',
    source: 'a common layout (fixed_window)',
    identity: ['limiter'],
    title: '{limiter} (fixed window)',
    layouts: [
      { ...startedCount, template: 'rate_limit:fixed:{limiter}:{bucket:epoch}:{who}', certainty: 'anchor' },
    ],
  },
  {
    id: 'fixed-window-alone',
    source: 'a common layout (fixed_window without an identifier)',
    identity: [],
    title: 'rate_limit:fixed:* (fixed window)',
    layouts: [{ ...startedCount, template: 'rate_limit:fixed:{who}:{bucket:epoch}', certainty: 'anchor' }],
  },
  ofEachLimiter({
    id: 'sliding-window',
    source: 'a common layout (sliding window)',
    way: 'sliding log',
    template: 'rate_limit:sliding:{limiter:word}:{who}',
    certainty: 'anchor',
    layout: log,
  }),
  ofAll({
    id: 'sliding-window-alone',
    source: 'a common layout (sliding window without an identifier)',
    way: 'sliding log',
    template: 'rate_limit:sliding:{who}',
    certainty: 'anchor',
    layout: log,
  }),
  ofEachLimiter({
    id: 'token-bucket',
    source: 'a common layout (token_bucket)',
    way: 'token bucket',
    template: 'rate_limit:token:{limiter:word}:{who}',
    certainty: 'anchor',
    layout: bucket,
  }),
  ofAll({
    id: 'token-bucket-alone',
    source: 'a common layout (token_bucket without an identifier)',
    way: 'token bucket',
    template: 'rate_limit:token:{who}',
    certainty: 'anchor',
    layout: bucket,
  }),
  ofAll({
    id: 'window-counter',
    source: 'a common layout (fixed_window_limiter, check_rate_limit)',
    way: 'fixed window',
    template: 'rate_limit:{who}:{bucket:windowNumber}',
    certainty: 'named',
    layout: numberedCount,
  }),
  ofAll({
    id: 'limit-count',
    source: 'a common layout (rate_limit, rate_limit_script)',
    way: 'count',
    template: 'rate_limit:{who}',
    certainty: 'named',
    layout: count,
  }),
  ofAll({
    id: 'limit-log',
    source: 'a common layout (is_rate_limited)',
    way: 'sliding log',
    template: 'rate_limit:{who}',
    certainty: 'named',
    layout: log,
  }),
  ofAll({
    id: 'bucket',
    source: 'a common layout (token bucket)',
    way: 'token bucket',
    template: 'bucket:{who}',
    certainty: 'named',
    layout: bucket,
  }),
  ofAll({
    id: 'rate',
    source: 'a common layout (GET and INCR in Lua)',
    way: 'count',
    template: 'rate:{who}',
    certainty: 'generic',
    layout: { ...count, check: isEndingCount },
  }),
  ofAll({
    id: 'api-count',
    source: 'a common layout',
    way: 'count',
    template: 'api:{who}:requests',
    certainty: 'named',
    layout: { ...count, ttl: 'none' },
  }),
  ofAll({
    id: 'api-log',
    source: 'a common layout',
    way: 'sliding log',
    template: 'api:{who}:requests',
    certainty: 'named',
    layout: { ...log, ttl: 'none' },
  }),
  {
    id: 'tiered-limit',
    source: 'a common layout (TieredRateLimiter)',
    identity: [],
    title: 'user:* (sliding log)',
    layouts: [
      {
        ...log,
        id: 'open-log',
        template: 'user:{who}',
        certainty: 'generic',
        encoding: 'score = epoch s of a request, member = {epoch s}:{hash}; refused requests stay',
        check: isRequestLog,
      },
    ],
  },
  ...libraryLimits,
  {
    id: 'request-log',
    source: 'content: members of a sorted set repeat their score, a time',
    identity: ['shape'],
    title: '{shape} (sliding log)',
    layouts: [
      {
        ...log,
        id: 'open-log',
        template: '{key}',
        certainty: 'content',
        encoding: 'score = epoch s of a request, member = {epoch s}:{hash}; refused requests stay',
        check: isRequestLog,
      },
    ],
  },
];
