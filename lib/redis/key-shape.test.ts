import { describe, expect, it } from 'vitest';
import { keyShape } from './key-shape';

describe('what tells one key from the next becomes a star', () => {
  it.each([
    ['user:1001', 'user:*'],
    ['user:1001:name', 'user:*:name'],
    ['user1001', 'user*'],
    ['session:3f2b8c1e-9a7d-4c2b-8e1f-0a1b2c3d4e5f', 'session:*'],
    ['etag:d41d8cd98f00b204e9800998ecf8427e', 'etag:*'],
    ['commit:3f2b8c1e', 'commit:*'],
    ['visitors:2025-01-31', 'visitors:*'],
    ['visitors:20250131', 'visitors:*'],
    ['visitors:2025-01', 'visitors:*'],
    ['visitors:2025-W05', 'visitors:*'],
    ['hits:2025-01-31T10:20:30Z', 'hits:*'],
    ['ts:cpu:1700000000', 'ts:cpu:*'],
    ['session:bob@example.com', 'session:*'],
    ['rate:10.0.0.1:60', 'rate:*:*'],
    ['sess:V1StGXR8_Z5jdHi6B-myT', 'sess:*'],
    ['jwt:eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0', 'jwt:*'],
    ['cell:42.7', 'cell:*'],
    ['pos:1-2-3', 'pos:*'],
    ['order-12345-item-2', 'order-*-item-*'],
    ['{user:15}:cart', '{user:*}:cart'],
    ['page:/blog/31/title', 'page:/blog/*/title'],
    ['raw:\x00\x01\ufffd', 'raw:*'],
    ['2025-01-31', '*'],
  ])('%s', (key, shape) => expect(keyShape(key)).toBe(shape));
});

describe('what names the kind stays', () => {
  it.each([
    'leaderboard:weekly',
    'cache:v2:home',
    'md5:list',
    'user_session_activity_counter',
    'bull:emails:wait',
    'a',
    '',
  ])('%s', (key) => expect(keyShape(key)).toBe(key));
});

it('takes a key that the server cut for an identifier at its end', () => {
  expect(keyShape('report:summary... (183 more bytes)')).toBe('report:summary*');
});

it('is short for a key of any length', () => {
  expect(keyShape('ab:'.repeat(100_000))).toHaveLength(120);
  expect(keyShape('x'.repeat(1_000_000))).toBe('*');
});
