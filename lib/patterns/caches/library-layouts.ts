import type { Family, Layout } from '../pattern';
import {
  isEndingInteger,
  isKeyvEntry,
  isKeyvTwice,
  isKeyvValue,
  isPhpNumber,
  isPhpValue,
  isPickle,
  isPickleOrInteger,
  isRailsEntry,
  isSpringValue,
  isTagByExpiry,
} from './recognise';

const keyv = {
  types: ['string'],
  encoding: 'JSON {value, expires (ms)}',
  ttl: 'as given; none where none was',
} as const satisfies Partial<Layout>;

const django = {
  types: ['string'],
  encoding: 'a pickle; integers as they are',
  ttl: '300 s by default',
} as const satisfies Partial<Layout>;

const laravelTag = {
  types: ['zset'],
  encoding: 'member = cache key without the prefix, score = epoch s of its end, -1 for never',
  ttl: 'none',
  check: isTagByExpiry,
} as const satisfies Partial<Layout>;

/** `laravel_cache_`, since 12 `laravel-cache-`; with whatever prefix the connection has before it. */
const laravelValues = (id: string, separator: string): Layout[] => [
  {
    id: `value${id}`,
    template: `{app:word}${separator}{key}`,
    types: ['string'],
    certainty: 'named',
    encoding: 'PHP-serialized',
    ttl: 'as given; none where none was',
    check: isPhpValue,
  },
  {
    id: `number${id}`,
    template: `{app:word}${separator}{key}`,
    types: ['string'],
    certainty: 'generic',
    encoding: 'a number as it is',
    ttl: 'as given; none where none was',
    check: isPhpNumber,
  },
];

/** The caches of libraries: read, and never changed but key by key. */
export const libraryCaches: readonly Family[] = [
  {
    id: 'keyv',
    source: 'Keyv',
    identity: ['namespace'],
    title: '{namespace} (Keyv)',
    layouts: [
      {
        id: 'value-twice',
        template: '{namespace:word}::{again:word}:{key}',
        certainty: 'named',
        ...keyv,
        check: isKeyvTwice,
      },
      { id: 'value', template: '{namespace:word}::{key}', certainty: 'generic', ...keyv, check: isKeyvValue },
    ],
  },
  {
    id: 'spring-cache',
    source: 'Spring Cache',
    identity: ['cache'],
    title: '{cache} (Spring)',
    layouts: [
      {
        id: 'value',
        template: '{cache:word}::{key}',
        types: ['string'],
        certainty: 'generic',
        encoding: 'a serialized Java object, or JSON',
        ttl: 'none by default',
        check: isSpringValue,
      },
    ],
  },
  {
    id: 'django-cache',
    source: 'Django',
    identity: ['version'],
    title: 'Django cache, version {version}',
    layouts: [
      {
        id: 'value',
        template: ':{version:number}:{key}',
        certainty: 'anchor',
        ...django,
        check: isPickleOrInteger,
      },
    ],
  },
  {
    id: 'django-prefixed',
    source: 'Django with KEY_PREFIX',
    identity: ['prefix', 'version'],
    title: '{prefix} (Django), version {version}',
    requires: ['value'],
    layouts: [
      {
        id: 'value',
        // Of one digit: else each `user:42:profile` might be a cache of its own.
        template: '{prefix:word}:{version:1|2|3|4|5|6|7|8|9}:{key}',
        certainty: 'generic',
        ...django,
        check: isPickle,
      },
      {
        id: 'number',
        template: '{prefix:word}:{version:1|2|3|4|5|6|7|8|9}:{key}',
        certainty: 'generic',
        ...django,
        check: isEndingInteger,
      },
    ],
  },
  {
    id: 'laravel-cache',
    source: 'Laravel',
    identity: ['app'],
    title: '{app} (Laravel)',
    requires: ['value', 'value-dashed'],
    layouts: [...laravelValues('', '_cache_'), ...laravelValues('-dashed', '-cache-')],
  },
  {
    id: 'laravel-tags',
    source: 'Laravel',
    identity: [],
    title: 'Laravel’s cache tags',
    layouts: [
      { id: 'tag-entries', template: '{prefix}tag:{tag}:entries', certainty: 'named', ...laravelTag },
      { id: 'tag-entries-alone', template: 'tag:{tag}:entries', certainty: 'named', ...laravelTag },
      {
        id: 'tag-id',
        template: '{prefix}tag:{tag}:key',
        types: ['string'],
        certainty: 'named',
        encoding: 'the id of the tag’s present generation, PHP-serialized (Laravel 9 and older)',
        ttl: 'none',
        check: isPhpValue,
      },
    ],
  },
  {
    id: 'rails-cache',
    source: 'Rails: RedisCacheStore',
    identity: ['shape'],
    title: '{shape} (Rails)',
    layouts: [
      {
        id: 'value',
        template: '{key}',
        types: ['string'],
        certainty: 'content',
        encoding: 'an entry of ActiveSupport::Cache',
        ttl: 'as given; none where none was',
        check: isRailsEntry,
      },
    ],
  },
  {
    id: 'keyv-plain',
    source: 'Keyv without a namespace',
    identity: ['shape'],
    title: '{shape} (Keyv)',
    layouts: [{ id: 'value', template: '{key}', certainty: 'content', ...keyv, check: isKeyvEntry }],
  },
];
