import { describe, expect, it } from 'vitest';
import { describeBulkProgress, type BulkReport } from './describe-key-result';
import { describeProgress, describeResult } from './describe-result';
import { KEY_ACTIONS, type KeyAction } from './key-actions';
import type { Expiry } from '@/lib/keyspace/write/expire-keys';

const bulk = (more: Partial<BulkReport>): BulkReport => ({
  state: 'done',
  looked: 5_000,
  total: 5_000,
  matched: 1_200,
  changed: 1_200,
  refused: 0,
  vanished: 0,
  moved: 0,
  batches: 3,
  underWay: 0,
  sample: [],
  ...more,
});

const expiry = (more: Partial<Expiry>): Expiry => ({
  ...{ set: 0, kept: 0, gone: 0, refused: 0, ttlMs: null },
  ...more,
});

const RESULTS: [KeyAction, unknown, 'fine' | 'warning', string][] = [
  ['key.expire', expiry({ set: 1, ttlMs: 90_000 }), 'fine', 'The key is gone in 1 min 30 s.'],
  ['key.expire', expiry({ gone: 1 }), 'warning', 'The key is gone already.'],
  [
    'key.expire',
    expiry({ set: 3, gone: 1, ttlMs: 90_000 }),
    'fine',
    '3 keys are gone in 1 min 30 s. 1 key had gone already.',
  ],
  [
    'key.expire',
    expiry({ set: 1, refused: 2, ttlMs: 90_000 }),
    'warning',
    '1 key is gone in 1 min 30 s. 2 keys are not covered by your ACL.',
  ],
  [
    'key.expire',
    expiry({ kept: 1, ttlMs: 60_000 }),
    'warning',
    'The condition is not met: the key is gone in 1 min, as before.',
  ],
  ['key.expire', expiry({ kept: 1 }), 'warning', 'The condition is not met: the key never expires.'],
  ['key.persist', { state: 'persisted' }, 'fine', 'The key stays for ever.'],
  ['key.persist', { state: 'never-expired' }, 'warning', 'The key never expired anyway.'],
  ['key.persist', { state: 'gone' }, 'warning', 'The key is gone already.'],
  ['key.rename', { state: 'renamed', to: 'cart:43' }, 'fine', 'The key is called cart:43 now.'],
  ['key.rename', { state: 'gone', to: 'cart:43' }, 'warning', 'The key is gone already.'],
  ['key.unlink', { removed: 1, gone: 0, refused: 0 }, 'fine', 'Removed 1 key.'],
  ['key.unlink', { removed: 2, gone: 1, refused: 0 }, 'fine', 'Removed 2 keys. 1 key had gone already.'],
  [
    'key.unlink',
    { removed: 1, gone: 0, refused: 2 },
    'warning',
    'Removed 1 key. 2 keys are not covered by your ACL.',
  ],
  [
    'key.unlink',
    { removed: 0, gone: 1, refused: 0 },
    'warning',
    'Nothing was removed. 1 key had gone already.',
  ],
  ['key.edit', { state: 'written' }, 'fine', 'The value is changed.'],
  ['element.add', { state: 'added' }, 'fine', 'Added.'],
  ['element.add', { state: 'there' }, 'warning', 'That is there already: nothing was changed.'],
  ['element.add', { state: 'gone' }, 'warning', 'The key is gone: nothing was added.'],
  ['element.remove', { state: 'removed', last: false }, 'fine', 'Removed.'],
  [
    'element.remove',
    { state: 'removed', last: true },
    'fine',
    'Removed. It was the last one: the key is gone too.',
  ],
  ['element.remove', { state: 'missing', last: false }, 'warning', 'That is gone already.'],
  ['keys.unlink', bulk({}), 'fine', 'Removed 1,200 keys.'],
  ['keys.unlink', bulk({ changed: 0 }), 'warning', 'No key was changed.'],
  [
    'keys.unlink',
    bulk({ state: 'bound' }),
    'warning',
    'Removed 1,200 keys. More match than were confirmed: look again.',
  ],
  ['keys.unlink', bulk({ state: 'cancelled' }), 'warning', 'Cancelled. Removed 1,200 keys.'],
  [
    'keys.expire',
    bulk({ changed: 1, refused: 1, moved: 2 }),
    'warning',
    'Set the time to live of 1 key. 1 key is not covered by your ACL. 2 keys moved to another node meanwhile: run it again.',
  ],
  ['bulk.cancel', { state: 'cancelling' }, 'fine', 'It ends after the batch that is under way.'],
  ['bulk.cancel', { state: 'ended' }, 'warning', 'It has ended already.'],
];

describe('describeResult', () => {
  it.each(RESULTS)('%s %j: %s', (id, result, severity, text) => {
    expect(describeResult(id, result)).toEqual({ severity, text });
  });

  it('has a sentence for every action on keys', () => {
    expect(new Set(RESULTS.map(([id]) => id))).toEqual(new Set(Object.keys(KEY_ACTIONS)));
  });
});

describe('describeProgress', () => {
  it.each<[Partial<BulkReport>, string]>([
    [{ looked: 1_000, changed: 10 }, 'Changed 10 keys, looked over 1,000 names (20 %) …'],
    [{ looked: 5_000, changed: 1 }, 'Changed 1 key, looked over 5,000 names (99 %) …'],
    [{ looked: 1_000, total: null }, 'Changed 1,200 keys, looked over 1,000 names …'],
  ])('of %j', (more, text) => {
    expect(describeBulkProgress(bulk(more))).toBe(text);
    expect(describeProgress('keys.unlink', bulk(more))).toBe(text);
  });
});
