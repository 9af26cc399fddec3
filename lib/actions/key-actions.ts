import type { ActionInput } from './action-inputs';
import type { Action } from './actions';
import type { CommandId } from '@/lib/redis/command-catalogue';

/** What may be done to keys: rows of `ACTIONS`. */
export const KEY_ACTIONS = {
  'key.expire': {
    title: 'Set time to live',
    command: 'expire',
    danger: 'harmful',
    effect: 'The keys are gone when the time is over, whoever still needs them.',
  },
  'key.persist': {
    title: 'Keep for ever',
    command: 'persist',
    danger: 'costly',
    effect: 'The key stays until somebody removes it, or Redis evicts it.',
  },
  'key.rename': {
    title: 'Rename key',
    command: 'renamenx',
    danger: 'harmful',
    effect: 'Who looks for the old name finds nothing. The time to live stays as it is.',
  },
  'key.unlink': {
    title: 'Remove keys',
    command: 'unlink',
    danger: 'harmful',
    effect:
      'The keys are gone for good. Their memory is freed in the background, so that nobody waits for it.',
  },
  'key.edit': {
    title: 'Change value',
    command: 'set',
    danger: 'costly',
    effect: 'Writes the value if it is still the one shown. The time to live stays as it is.',
  },
  'element.add': {
    title: 'Add element',
    command: 'hset',
    danger: 'costly',
    effect: 'Adds to what the key holds. What is there already stays as it is.',
  },
  'element.remove': {
    title: 'Remove element',
    command: 'hdel',
    danger: 'harmful',
    effect:
      'Takes the element out of the key, if it is still the one shown. With its last one the key goes too.',
  },
  'keys.unlink': {
    title: 'Remove all that match',
    command: 'unlink',
    danger: 'harmful',
    effect:
      'Looks over all names and removes those that match, with pauses: never more than were confirmed. It can be cancelled, but what is gone stays gone.',
  },
  'keys.expire': {
    title: 'Set time to live of all that match',
    command: 'expire',
    danger: 'harmful',
    effect:
      'Looks over all names and lets those that match expire, with pauses: never more than were confirmed. It can be cancelled; what has a time to live by then keeps it.',
  },
  'bulk.cancel': {
    title: 'Cancel',
    command: 'scan',
    danger: 'none',
    effect: 'Ends it after the batch that is under way. What it has done stays done.',
    ours: true,
  },
} as const satisfies Record<string, Action>;

export type KeyAction = keyof typeof KEY_ACTIONS;

type EditedType = ActionInput<'key.edit'>['part']['type'];
type AddedType = ActionInput<'element.add'>['element']['type'];
type RemovedType = ActionInput<'element.remove'>['element']['type'];

const EDITS: Record<EditedType, CommandId> = { string: 'set', hash: 'hset', list: 'lset', zset: 'zadd' };
const ADDS: Record<AddedType, CommandId> = { hash: 'hset', list: 'rpush', set: 'sadd', zset: 'zadd' };
const REMOVES: Record<RemovedType, CommandId> = {
  hash: 'hdel',
  list: 'lrem',
  set: 'srem',
  zset: 'zrem',
  stream: 'xdel',
};

/** The command that an action on part of a key depends on, which the type of the key decides; `null`: its row says. */
export function commandOfPart(id: string, input: object): CommandId | null {
  if (id === 'key.edit') return EDITS[(input as ActionInput<'key.edit'>).part.type];
  if (id === 'element.remove') return REMOVES[(input as ActionInput<'element.remove'>).element.type];
  if (id !== 'element.add') return null;
  const { element } = input as ActionInput<'element.add'>;
  return element.type === 'list' && element.end === 'first' ? 'lpush' : ADDS[element.type];
}
