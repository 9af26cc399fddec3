import { describe, expect, it } from 'vitest';
import { ACTION_IDS, ACTIONS, type ActionId } from './actions';
import { confirmationFor, matchesEverything, targetsOf } from './confirmation';

const STAGING = { name: 'staging', production: false };
const PRODUCTION = { name: 'shop-eu', production: true };

describe('confirmationFor', () => {
  it.each<[ActionId, number, typeof STAGING, ReturnType<typeof confirmationFor>]>([
    ['client.unblock', 1, STAGING, null],
    ['client.unblock', 1, PRODUCTION, null],
    ['instance.reconnect', 1, PRODUCTION, null],
    ['snapshot.save', 1, STAGING, null],
    ['snapshot.save', 1, PRODUCTION, { type: 'name', expected: 'shop-eu' }],
    ['slowlog.reset', 1, PRODUCTION, { type: 'name', expected: 'shop-eu' }],
    ['client.kill', 1, STAGING, null],
    ['client.kill', 2, STAGING, { type: 'count', expected: '2' }],
    ['client.kill', 1234, STAGING, { type: 'count', expected: '1234' }],
    ['client.kill', 1, PRODUCTION, { type: 'name', expected: 'shop-eu' }],
    ['client.kill', 50, PRODUCTION, { type: 'name', expected: 'shop-eu' }],
    ['login.revoke', 1, STAGING, null],
    ['login.revoke', 1, PRODUCTION, { type: 'name', expected: 'shop-eu' }],
    ['queue.purge', 12, STAGING, { type: 'count', expected: '12' }],
    ['queue.purge', 12, PRODUCTION, { type: 'name', expected: 'shop-eu' }],
  ])('%s of %i on %j asks for %j', (id, targets, instance, expected) => {
    expect(confirmationFor(id, targets, instance)).toEqual(expected);
  });

  it.each(ACTION_IDS)('%s on production: without danger one click, else the name of the instance', (id) => {
    expect(confirmationFor(id, 3, PRODUCTION) === null).toBe(ACTIONS[id].danger === 'none');
  });
});

describe('all that match', () => {
  it.each<[string, boolean]>([
    ['*', true],
    ['***', true],
    ['?*', true],
    ['*?', true],
    ['?', false],
    ['a*', false],
    ['*:*', false],
    ['\\*', false],
    ['[*]', false],
  ])('%s is everything: %s', (glob, expected) => expect(matchesEverything(glob)).toBe(expected));

  it.each<[string, number | null, string | null]>([
    ['cart:*', 0, null],
    ['cart:*', 1, null],
    ['cart:*', 12, '12'],
    ['cart:*', null, 'shop'],
    ['*', 1, 'shop'],
  ])('%s, %s counted, is confirmed by %s', (match, count, expected) => {
    const confirmation = confirmationFor('keys.unlink', targetsOf({ match, count }), {
      name: 'shop',
      production: false,
    });
    expect(confirmation?.expected ?? null).toBe(expected);
  });
});

it.each<[object, number]>([
  [{ clients: [{ id: 1 }, { id: 2 }, { id: 3 }] }, 3],
  [{ clients: [] }, 0],
  [{ node: 'a:6379' }, 1],
  [{}, 1],
  [{ clients: 'many' }, 1],
  [{ jobs: 12 }, 12],
  [{ sessions: [{ key: 'a' }, { key: 'b' }] }, 2],
  [{ jobs: 'all' }, 1],
  [{ ids: ['1-1', '1-2'] }, 2],
  [{ keys: ['a', 'b', 'c'] }, 3],
  [{ tag: 'tag:news', count: 40 }, 40],
])('targetsOf %j is %i', (input, targets) => expect(targetsOf(input)).toBe(targets));
