import { expect, test } from 'vitest';
import { chooseKey, isOwnKey, keptKeys } from './kept-keys';
import type { Family, Thing, ThingPart } from './pattern';

const part = (layout: string, template: string, names: string[], keys = names.length): ThingPart => ({
  layout,
  template,
  clock: null,
  zone: null,
  reachMs: null,
  keys,
  exact: true,
  names,
  type: 'set',
  ttlMs: { least: null, most: null },
  confidence: 1,
  why: '',
});

const thing = (family: string, identity: Thing['identity'], ...parts: ThingPart[]): Thing => ({
  id: family,
  pattern: 'tags',
  family,
  title: family,
  identity,
  parts,
  keys: 0,
  confidence: 1,
  access: 'readable',
});

const layout = (id: string, template: string): Family['layouts'][number] => ({
  id,
  template,
  types: ['set'],
  certainty: 'named',
  encoding: '',
  ttl: '',
});

const families: Family[] = [
  {
    id: 'tags',
    source: '',
    identity: ['kind'],
    title: '',
    layouts: [layout('tags', 'tags:{kind}:{id}'), layout('count', 'tagcount:{kind}')],
  },
];

test('names in the order of numbers, each once; all keys are counted', () => {
  const posts = thing(
    'tags',
    { kind: 'post' },
    part('tags', 'tags:{kind}:{id}', ['p:10', 'p:9', 'p:9'], 700),
  );
  expect(keptKeys(posts)).toEqual({ names: ['p:9', 'p:10'], total: 700, exact: true });
  expect(keptKeys(posts, 'count')).toEqual({ names: [], total: 0, exact: true });
});

test('a key is of a thing by its name, though it was not kept', () => {
  const posts = thing('tags', { kind: 'post' }, part('tags', 'tags:{kind}:{id}', ['tags:post:1']));
  const own = (key: string) => isOwnKey(posts, families, key);
  expect([own('tags:post:1'), own('tags:post:2'), own('tagcount:post')]).toEqual([true, true, true]);
  expect([own('tags:article:2'), own('tagcount:article'), own('session:1')]).toEqual([false, false, false]);
  expect(chooseKey(posts, families, 'session:1')).toBeNull();
  expect(chooseKey(posts, families, undefined)).toBe('tags:post:1');
});

test('of what was recognised by content, keys of the same shape are its', () => {
  const found = thing('places', { shape: 'shop:*:map' }, part('places', '{key}', ['shop:17:map']));
  expect([isOwnKey(found, families, 'shop:18:map'), isOwnKey(found, families, 'shop:18:log')]).toEqual([
    true,
    false,
  ]);
});

test('of what people described themselves, the template is with its keys', () => {
  const described = thing(
    'own-labels',
    { store: 'a' },
    part('tags', 'labels:{store}:{each}', ['labels:a:1']),
  );
  expect([isOwnKey(described, families, 'labels:a:2'), isOwnKey(described, families, 'labels:b:2')]).toEqual([
    true,
    false,
  ]);
});
