import {
  cacheKey,
  cacheValue,
  cacheWithTime,
  claimComputation,
  functionKey,
  httpKey,
} from '@/lib/patterns/caches/write';
import { pickledDjango } from '../library-sessions';
import { stored, written, type Example, type Examples } from './example';
import { hex } from './ids';

const documents = (now: number): Example =>
  written(
    [
      cacheValue(cacheKey('product', '7'), '{"id":7,"name":"Tea"}', 600, { tags: ['tea'], ttlSeconds: 660 }),
      cacheValue('cache:homepage', '<html><body>Hello</body></html>', 600),
      cacheValue(functionKey('user', 'get_user_profile', '7'), '{"name":"Ann"}', 600),
      cacheValue(functionKey('api', 'list_orders', '7', 'open'), 'three', 600),
      cacheValue(`user:${hex(71)}`, '{"name":"Ann"}', 600),
      cacheValue(`api:${hex(72)}`, '[1,2]', 600),
      cacheValue(httpKey('/orders', hex(73)), '{"orders":[]}', 300),
      cacheValue('user:71', '{"id":71,"name":"Ann"}', 3_600),
      cacheValue('product:71', '{"id":71,"name":"Tea"}', 600),
      cacheValue('item:71', '{"id":71}', 600),
      cacheValue('product_list:category:teas', '[{"id":71}]', 600),
      cacheValue('products:featured', '[{"id":71}]', 600),
      cacheValue('temp:upload:7', 'half of it', 3_600),
      cacheWithTime('cache:report:7', '{"total":9}', 600, now),
      claimComputation('summary:7', 120),
    ],
    ['cache', { value: ['cache:product:7', 'cache:report:7'] }],
    ['cache-tags', { tag: 'tag:tea' }],
    ['cache-alone', { value: 'cache:homepage' }],
    ['user-function', { value: 'user:get_user_profile:7' }],
    ['api-function', { value: 'api:list_orders:7:open' }],
    ['long-call', { value: `user:${hex(71)}`, 'api-value': `api:${hex(72)}` }],
    ['http-cache', { value: httpKey('/orders', hex(73)) }],
    ['cached-user', { value: 'user:71' }],
    ['cached-product', { value: 'product:71' }],
    ['cached-item', { value: 'item:71' }],
    ['product-list', { value: 'product_list:category:teas' }],
    ['featured-products', { value: 'products:featured' }],
    ['temporary', { temporary: 'temp:upload:7' }],
    ['early-expiry', { mark: 'cache:report:7:timestamp' }],
    ['computing', { placeholder: 'summary:7' }],
  );

const keyvValue = (now: number) => JSON.stringify({ value: { name: 'Ann' }, expires: now + 60_000 });

/** Rails 7.1's envelope: two bytes, the kind, the end as a double, no version. */
const railsEntry = '\0\x11\x02\0\0\x80\x1f\xd6\x00\xda\x41\xff\xff\xff\xff<p>Tea</p>';

export const cacheExamples: Examples = (now) => [
  documents(now),
  stored('cache', { hash: ['HSET', 'cache:settings:7', 'theme', 'dark'] }),
  stored('keyv', {
    value: ['SET', 'profiles::7', keyvValue(now), 'PX', 60_000],
    'value-twice': ['SET', 'avatars::avatars:7', keyvValue(now), 'PX', 60_000],
  }),
  stored('keyv-plain', { value: ['SET', 'greeting-7', keyvValue(now), 'PX', 60_000] }),
  stored('spring-cache', {
    value: [
      ['SET', 'books::7', '\xac\xed\0\x05t\0\x03Tea'],
      ['SET', 'authors::7', '{"@class":"org.shop.Author","name":"Ann"}'],
    ],
  }),
  stored('django-cache', {
    value: [
      ['SET', ':1:views.index', pickledDjango('7'), 'EX', 300],
      ['SET', ':1:hits', 7, 'EX', 300],
    ],
  }),
  stored('django-prefixed', {
    value: ['SET', 'blog:1:views.index', pickledDjango('7'), 'EX', 300],
    number: ['SET', 'blog:1:hits', 7, 'EX', 300],
  }),
  stored('laravel-cache', {
    value: ['SET', 'laravel_database_laravel_cache_:settings', 'a:1:{s:1:"a";i:1;}', 'EX', 600],
    number: ['SET', 'laravel_database_laravel_cache_:visits', 7],
    'value-dashed': ['SET', 'laravel-database-laravel-cache-settings', 's:1:"x";', 'EX', 600],
    'number-dashed': ['SET', 'laravel-database-laravel-cache-visits', 7],
  }),
  stored('laravel-tags', {
    'tag-entries': [
      'ZADD',
      'laravel_database_laravel_cache_:tag:tea:entries',
      ...[Math.floor(now / 1000) + 60, 'abc:product:1', -1, 'abc:product:2'],
    ],
    'tag-entries-alone': ['ZADD', 'tag:coffee:entries', -1, 'abc:product:3'],
    'tag-id': ['SET', 'laravel_database_laravel_cache_:tag:old:key', 's:22:"5f1d7a84db00d2fce00b31";'],
  }),
  stored('rails-cache', {
    value: [
      ['SET', 'views/products/7-20261121', railsEntry, 'EX', 600],
      ['SET', 'rails:posts', '\0\x04\x08[\x07I"\x08Tea', 'EX', 600],
    ],
  }),
];
