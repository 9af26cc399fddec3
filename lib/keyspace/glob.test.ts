import { expect, it } from 'vitest';
import { exactName, globOfPrefix, literalStart } from './glob';

it.each([
  ['', '*'],
  ['user:', 'user:*'],
  ['a*b', 'a\\*b*'],
  ['[a-z]?', '\\[a-z\\]\\?*'],
  ['back\\slash', 'back\\\\slash*'],
  ['\x00\xff', '\x00\xff*'],
])('the glob of what begins with %j is %j, and says so again', (prefix, glob) => {
  expect(globOfPrefix(prefix)).toBe(glob);
  expect(literalStart(glob)).toBe(prefix);
  expect(exactName(glob)).toBeNull();
});

it.each([
  ['user:1', 'user:1'],
  ['', ''],
  ['a\\*b', 'a*b'],
  ['\\[x\\]', '[x]'],
  ['x]', 'x]'],
  ['ends\\', 'ends\\'],
  ['two\\\\', 'two\\'],
  ['*', null],
  ['user:?', null],
  ['user:[12]', null],
  ['two\\\\*', null],
])('the one name that %j can match is %j', (glob, name) => expect(exactName(glob)).toBe(name));

it.each([
  ['{user:7}:*', '{user:7}:'],
  ['a\\*b*', 'a*b'],
  ['a\\\\*', 'a\\'],
  ['*:x', ''],
  ['exact', 'exact'],
  ['x[ab]y', 'x'],
])('what all names that match %j begin with is %j', (glob, start) => expect(literalStart(glob)).toBe(start));
