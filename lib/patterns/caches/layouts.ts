import type { Family, Layout } from '../pattern';
import { libraryCaches } from './library-layouts';
import {
  isCachedJson,
  isCachedValue,
  isComputing,
  isEndingJson,
  isFunctionResult,
  isTagOfKeys,
  isTimeMark,
} from './recognise';

/** A thing is what is invalidated together: a namespace, a function, an endpoint. Objects that are hashes are none. */

const value = {
  id: 'value',
  types: ['string'],
  encoding: 'JSON, HTML or whatever was computed',
  check: isCachedValue,
} as const satisfies Partial<Layout>;

const json = { ...value, encoding: 'JSON', check: isCachedJson };

const result = {
  ...value,
  encoding: 'JSON or text: what the function returned',
  ttl: '3600 s by default; 1800 s, 300 s',
  check: isFunctionResult,
};

export const caches: readonly Family[] = [
  {
    id: 'cache',
    source: 'a common layout (MultiLevelCache, cache_result)',
    identity: ['namespace'],
    title: '{namespace}',
    layouts: [
      {
        ...value,
        template: 'cache:{namespace:word}:{key}',
        certainty: 'named',
        ttl: '3600 s or 1800 s',
      },
      {
        id: 'hash',
        template: 'cache:{namespace:word}:{key}',
        types: ['hash'],
        certainty: 'named',
        encoding: 'fields of what was computed',
        ttl: '3600 s',
      },
    ],
  },
  {
    id: 'cache-alone',
    source: 'a common layout, without a namespace',
    identity: [],
    title: 'cache:*',
    layouts: [{ ...value, template: 'cache:{key}', certainty: 'named', ttl: '3600 s' }],
  },
  {
    id: 'user-function',
    source: 'a common layout (CacheService.cache_key, @cached)',
    identity: ['function'],
    title: '{function}',
    layouts: [{ ...result, template: 'user:{function:function}:{arguments}', certainty: 'generic' }],
  },
  {
    id: 'api-function',
    source: 'a common layout (CacheService.cache_key, @cached)',
    identity: ['function'],
    title: '{function}',
    layouts: [{ ...result, template: 'api:{function:function}:{arguments}', certainty: 'generic' }],
  },
  {
    id: 'long-call',
    source: 'a common layout (CacheService.cache_key of more than 200 characters)',
    identity: [],
    title: 'calls with long arguments',
    layouts: [
      { ...result, template: 'user:{hash:md5}', certainty: 'generic' },
      { ...result, id: 'api-value', template: 'api:{hash:md5}', certainty: 'generic' },
    ],
  },
  {
    id: 'http-cache',
    source: 'a common layout (cache_response)',
    identity: ['endpoint'],
    title: 'answers of {endpoint}',
    layouts: [
      {
        ...value,
        template: 'http_cache:{endpoint}:{hash:md5}',
        certainty: 'anchor',
        encoding: 'JSON of an answer',
        ttl: '300 s, 600 s',
      },
    ],
  },
  {
    id: 'cached-user',
    source: 'a common layout (cache-aside)',
    identity: [],
    title: 'users',
    layouts: [
      {
        ...json,
        template: 'user:{id:segment}',
        certainty: 'generic',
        encoding: 'JSON of a user',
        ttl: '3600 s',
        check: isEndingJson,
      },
    ],
  },
  {
    id: 'cached-product',
    source: 'a common layout (event invalidation)',
    identity: [],
    title: 'products',
    layouts: [
      {
        ...json,
        template: 'product:{id:segment}',
        certainty: 'generic',
        encoding: 'JSON of a product',
        ttl: 'any',
      },
    ],
  },
  {
    id: 'cached-item',
    source: 'a common layout',
    identity: [],
    title: 'items',
    layouts: [
      {
        ...json,
        template: 'item:{id:segment}',
        certainty: 'generic',
        encoding: 'JSON of an item',
        ttl: 'any',
      },
    ],
  },
  {
    id: 'product-list',
    source: 'a common layout (event invalidation)',
    identity: [],
    title: 'product lists',
    layouts: [
      {
        ...json,
        template: 'product_list:category:{category}',
        certainty: 'anchor',
        encoding: 'JSON of the products of a category',
        ttl: 'any',
      },
    ],
  },
  {
    id: 'featured-products',
    source: 'a common layout (event invalidation)',
    identity: [],
    title: 'featured products',
    layouts: [
      {
        ...json,
        template: 'products:featured',
        certainty: 'named',
        encoding: 'JSON of some products',
        ttl: 'any',
      },
    ],
  },
  {
    id: 'cache-tags',
    source: 'a common layout (CacheService.tag_cache)',
    identity: [],
    title: 'cache tags',
    layouts: [
      {
        id: 'tag',
        template: 'tag:{tag}',
        types: ['set'],
        certainty: 'named',
        encoding: 'the keys that are cached under the tag',
        ttl: '60 s longer than the key that was cached last',
        check: isTagOfKeys,
      },
    ],
  },
  {
    id: 'early-expiry',
    source: 'a common layout (get_with_early_expiration)',
    identity: [],
    title: 'times of computing',
    layouts: [
      {
        id: 'mark',
        template: '{base}:timestamp',
        types: ['string'],
        certainty: 'generic',
        encoding: 'epoch s at which {base} was computed',
        ttl: 'none: it outlives its value',
        check: isTimeMark,
      },
    ],
  },
  {
    id: 'temporary',
    source: 'a common layout of temporary data',
    identity: [],
    title: 'temp:*',
    layouts: [
      {
        ...value,
        id: 'temporary',
        template: 'temp:{key}',
        certainty: 'named',
        encoding: 'anything',
        ttl: '3600 s, or forgotten',
      },
    ],
  },
  ...libraryCaches,
  {
    id: 'computing',
    source: 'content: the placeholder of get_or_set in Lua',
    identity: [],
    title: 'values being computed',
    layouts: [
      {
        id: 'placeholder',
        template: '{key}',
        types: ['string'],
        certainty: 'content',
        encoding: '__COMPUTING__ until the value is there',
        ttl: 'that of the value',
        check: isComputing,
      },
    ],
  },
];
