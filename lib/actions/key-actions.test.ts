import { describe, expect, it } from 'vitest';
import { KEY } from '@/testing/example-inputs';
import type { ActionInput } from './action-inputs';
import { commandOf } from './actions';
import { KEY_ACTION_INPUTS, MAX_EDITED_BYTES } from './key-action-inputs';
import type { CommandId } from '@/lib/redis/command-catalogue';

type Part = ActionInput<'key.edit'>['part'];
type Added = ActionInput<'element.add'>['element'];
type Removed = ActionInput<'element.remove'>['element'];

const values = { before: 'old', after: 'new' };
const scores = { before: '1', after: '2' };

describe('what a person must be allowed depends on the type of the key', () => {
  it.each<[Part, CommandId]>([
    [{ type: 'string', ...values }, 'set'],
    [{ type: 'hash', field: 'f', ...values }, 'hset'],
    [{ type: 'list', index: 0, ...values }, 'lset'],
    [{ type: 'zset', member: 'm', ...scores }, 'zadd'],
  ])('to edit %j: %s', (part, command) => expect(commandOf('key.edit', { ...KEY, part })).toBe(command));

  it.each<[Added, CommandId]>([
    [{ type: 'hash', field: 'f', value: 'v' }, 'hset'],
    [{ type: 'list', end: 'first', value: 'v' }, 'lpush'],
    [{ type: 'list', end: 'last', value: 'v' }, 'rpush'],
    [{ type: 'set', member: 'm' }, 'sadd'],
    [{ type: 'zset', member: 'm', score: '1' }, 'zadd'],
  ])('to add %j: %s', (element, command) =>
    expect(commandOf('element.add', { ...KEY, element })).toBe(command),
  );

  it.each<[Removed, CommandId]>([
    [{ type: 'hash', field: 'f' }, 'hdel'],
    [{ type: 'list', index: 0, before: 'v' }, 'lrem'],
    [{ type: 'set', member: 'm' }, 'srem'],
    [{ type: 'zset', member: 'm' }, 'zrem'],
    [{ type: 'stream', id: '1-1' }, 'xdel'],
  ])('to remove %j: %s', (element, command) =>
    expect(commandOf('element.remove', { ...KEY, element })).toBe(command),
  );
});

describe('an input', () => {
  const KEYS = { keys: [KEY.key] };

  it.each<[keyof typeof KEY_ACTION_INPUTS, object, string]>([
    ['key.expire', KEYS, 'seconds'],
    ['key.expire', { ...KEYS, seconds: 1, at: 1 }, 'seconds'],
    ['key.expire', { ...KEYS, seconds: 0 }, 'seconds'],
    ['key.expire', { ...KEYS, seconds: 1, condition: 'ALWAYS' }, 'condition'],
    ['key.unlink', { keys: [] }, 'keys'],
    ['key.edit', { ...KEY, part: { type: 'set', member: 'm', ...values } }, 'part.type'],
    ['key.edit', { ...KEY, part: { type: 'string', after: 'new' } }, 'part.before'],
    ['key.edit', { ...KEY, part: { type: 'zset', member: 'm', before: '1', after: 'many' } }, 'part.after'],
    ['key.edit', { ...KEY, part: { type: 'zset', member: 'm', before: '1', after: 'nan' } }, 'part.after'],
    ['key.edit', { ...KEY, part: { type: 'string', before: 'base64:?', after: '' } }, 'part.before'],
    ['element.add', { ...KEY, element: { type: 'list', end: 'middle', value: '' } }, 'element.end'],
    ['element.remove', { ...KEY, element: { type: 'list', index: 0 } }, 'element.before'],
    ['element.remove', { ...KEY, element: { type: 'stream', id: 'soon' } }, 'element.id'],
    ['keys.unlink', { match: 'a*' }, 'count'],
    ['keys.unlink', { match: '', count: 1 }, 'match'],
    ['keys.unlink', { match: 'a*', count: 1, ttl: 'soon' }, 'ttl'],
    ['keys.expire', { match: 'a*', count: 1 }, 'seconds'],
    ['bulk.cancel', { audit: 0 }, 'audit'],
  ])('of %s (%j) that is wrong names the field', (id, input, field) => {
    const { error } = KEY_ACTION_INPUTS[id].safeParse(input);
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
  });

  it('may hold a value of 1 MB, as text and as base64, and none above', () => {
    const edit = (after: string) =>
      KEY_ACTION_INPUTS['key.edit'].safeParse({ ...KEY, part: { type: 'string', before: '', after } })
        .success;
    const base64 = (bytes: number) => `base64:${Buffer.alloc(bytes, 255).toString('base64url')}`;
    expect(edit('x'.repeat(MAX_EDITED_BYTES))).toBe(true);
    expect(edit('x'.repeat(MAX_EDITED_BYTES + 1))).toBe(false);
    expect(edit('ü'.repeat(MAX_EDITED_BYTES / 2 + 1))).toBe(false);
    expect(edit(base64(MAX_EDITED_BYTES))).toBe(true);
    expect(edit(base64(MAX_EDITED_BYTES + 1))).toBe(false);
  });
});
