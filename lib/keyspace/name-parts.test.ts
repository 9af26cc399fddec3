import { describe, expect, it } from 'vitest';
import { toBytes } from '@/lib/patterns/bytes';
import { NameParts } from './name-parts';
import { displayPath } from './prefix';

function labelsOf(name: string, separators = ':'): string[] {
  const parts = new NameParts(separators);
  const labels: string[] = [];
  parts.start(name);
  while (parts.next()) labels.push(parts.label.toString());
  return labels;
}
const shown = (name: string, separators?: string) => displayPath(labelsOf(name, separators));

describe('what tells one key from the next becomes {id}', () => {
  it.each([
    ['user:1001:cart', 'user:{id}:cart'],
    ['user:1002:cart', 'user:{id}:cart'],
    ['user1001', 'user{id}'],
    ['7user1001', '7user{id}'],
    ['session:3f2b8c1e-9a7d-4c2b-8e1f-0a1b2c3d4e5f', 'session:{id}'],
    ['celery-task-meta-3F2B8C1E-9A7D-4C2B-8E1F-0A1B2C3D4E5F', 'celery-task-meta-{id}'],
    ['etag:d41d8cd98f00b204e9800998ecf8427e', 'etag:{id}'],
    ['commit-3f2b8c1e9a7d4c2b', 'commit-{id}'],
    ['visitors:2025-01-31', 'visitors:{id}'],
    ['visitors:20250131', 'visitors:{id}'],
    ['visitors:2025-01:de', 'visitors:{id}:de'],
    ['visitors:2025-W05', 'visitors:{id}'],
    ['hits:2025-01-31T10:20:30.25Z:de', 'hits:{id}:de'],
    ['hits:2025-01-31T10:20+02:00', 'hits:{id}'],
    ['hits:2025-01-31T10', 'hits:{id}'],
    ['rate:10.0.0.1:60', 'rate:{id}:{id}'],
    ['order-12345-item-2', 'order-{id}-item-{id}'],
    ['session:bob@example.com', 'session:{id}'],
    ['sess:V1StGXR8_Z5jdHi6B-myT', 'sess:{id}'],
    ['01ARZ3NDEKTSV4RRFFQ69G5FAV', '{id}'],
    ['jwt:eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0', 'jwt:{id}'],
    ['raw:\x00\x01\xff', 'raw:{id}'],
    ['raw:caf\xe9', 'raw:{id}'],
    ['{user1001}:cart', '{user{id}}:cart'],
    [':1:views', ':{id}:views'],
  ])('%j', (name, path) => expect(shown(name)).toBe(path));
});

describe('what names the kind stays', () => {
  it.each([
    ...[
      '',
      'a',
      'leaderboard:weekly',
      'cache:v2:home',
      'md5:list',
      'oauth2token:web',
      'ts:1h:cpu',
      'a::b:',
      ':',
    ],
    ...['user_session_activity_counter', 'userSessionActivityCounter', '@upstash/ratelimit', 'лента:привет'],
  ])('%j', (name) => expect(shown(toBytes(name))).toBe(name));
});

it('is not misled by the name before', () => {
  const parts = new NameParts(':');
  parts.start('hits:2025-01-31T10:20:30.25Z');
  while (parts.next());
  parts.start('hits:2025-01-31T10:2');
  const labels = [];
  while (parts.next()) labels.push(parts.label.toString());
  expect(displayPath(labels)).toBe('hits:{id}:{id}');
});

it('divides by the separators of choice, and tells them apart', () => {
  expect(labelsOf('a/b.c|d:e', ':/|')).toEqual(['a', '/b.c', '|d', ':e']);
  expect(shown('a-3f2b8c1e-9a7d-4c2b-8e1f-0a1b2c3d4e5f-2025-01-31-b', '-')).toBe('a-{id}-{id}-b');
  expect(labelsOf('a:b', '')).toEqual(['a:b']);
});

it('joined, the parts of a name without identifiers are the name', () => {
  for (const name of ['a:b:c', '::a::b::', 'a', ':']) expect(labelsOf(name).join('')).toBe(name);
});

it('ends with … where a name is deeper, and where a label is longer', () => {
  expect(shown('a:b:c:d:e:f:g:h')).toBe('a:b:c:d:e:f:g:h');
  expect(shown('a:b:c:d:e:f:g:h:i:j')).toBe('a:b:c:d:e:f:g:h:…');
  expect(shown('x'.repeat(64))).toBe('x'.repeat(64));
  expect(shown('x'.repeat(65))).toBe(`${'x'.repeat(63)}…`);
  expect(shown(toBytes('ж'.repeat(65)))).toBe(`${'ж'.repeat(31)}…`);
});

it('is short for names of any length', () => {
  for (const part of ['ab:', 'ab-', 'x', '::', '\xd0\xb6', '1'])
    expect(labelsOf(part.repeat(300_000)).join('').length).toBeLessThanOrEqual(9 * 64);
});
