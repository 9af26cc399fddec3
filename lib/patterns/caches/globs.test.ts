import { expect, test } from 'vitest';
import type { Thing } from '../pattern';
import { cacheGlobs, escapeGlob, isCacheKey } from './globs';

const thingOf = (identity: Thing['identity'], ...templates: string[]): Thing =>
  ({
    identity,
    parts: templates.map((template, index) => ({ layout: `${index}`, template, names: ['kept'] })),
  }) as unknown as Thing;

test('the identity stands in the glob as it is, every other field is a star', () => {
  expect(cacheGlobs(thingOf({ namespace: 'product' }, 'cache:{namespace:word}:{key}'))).toEqual([
    'cache:product:*',
  ]);
  expect(cacheGlobs(thingOf({}, 'user:{id:segment}'))).toEqual(['user:*']);
  expect(cacheGlobs(thingOf({}, 'products:featured'))).toEqual(['products:featured']);
  expect(cacheGlobs(thingOf({ version: '1' }, ':{version:number}:{key}', ':{version:number}:{key}'))).toEqual(
    [':1:*'],
  );
});

test('glob characters of a name stand for themselves', () => {
  expect(escapeGlob('a*b?c[d]e\\f')).toBe('a\\*b\\?c\\[d\\]e\\\\f');
  expect(cacheGlobs(thingOf({ endpoint: 'users[*]' }, 'http_cache:{endpoint}:{hash:md5}'))).toEqual([
    'http_cache:users\\[\\*\\]:*',
  ]);
});

test('what a glob brings of others is none of the thing', () => {
  const users = thingOf({}, 'user:{id:segment}');
  expect(isCacheKey(users, 'user:42')).toBe(true);
  expect(isCacheKey(users, 'user:42:sessions')).toBe(false);
  const products = thingOf({ namespace: 'product' }, 'cache:{namespace:word}:{key}');
  expect(isCacheKey(products, 'cache:page:home')).toBe(false);
});

test('what was recognised by its content has no glob, and only the keys that were seen', () => {
  const thing = thingOf({ shape: 'x:*' }, '{key}');
  expect(cacheGlobs(thing)).toEqual([]);
  expect(isCacheKey(thing, 'kept')).toBe(true);
  expect(isCacheKey(thing, 'other')).toBe(false);
});
