import { describe, expect, it } from 'vitest';
import {
  BOARD,
  CACHE,
  CIRCUIT,
  EXAMPLE_INPUTS,
  PENDING,
  QUEUE,
  SESSION,
  SESSIONS,
  STREAM,
} from '@/testing/example-inputs';
import { ACTION_IDS, ACTIONS, commandLine, confirmationFor, targetsOf, type ActionId } from './actions';
import { ACTION_INPUTS, MAX_CLIENTS_PER_KILL } from './action-inputs';
import { COMMANDS } from './redis/command-catalogue';

const STAGING = { name: 'staging', production: false };
const PRODUCTION = { name: 'shop-eu', production: true };
const clients = (count: number) => Array.from({ length: count }, (_, n) => ({ node: 'a:6379', id: n + 1 }));

describe.each(ACTION_IDS)('%s', (id) => {
  it('is noun.verb, probes a command that is known, and says its effect in sentences', () => {
    expect(id).toMatch(/^[a-z]+\.[a-z]+$/);
    expect(Object.keys(COMMANDS)).toContain(ACTIONS[id].command);
    expect(ACTIONS[id].effect).toMatch(/^[A-Z].*\.$/);
  });

  it('takes what it needs, with and without what the confirmation asks to type', () => {
    expect(ACTION_INPUTS[id].parse(EXAMPLE_INPUTS[id])).toEqual(EXAMPLE_INPUTS[id]);
    expect(ACTION_INPUTS[id].safeParse({ ...EXAMPLE_INPUTS[id], confirm: 'shop-eu' }).success).toBe(true);
  });

  it('refuses a field that it does not know: a misspelt one would be ignored', () => {
    const { error } = ACTION_INPUTS[id].safeParse({ ...EXAMPLE_INPUTS[id], nodes: 'a:6379' });
    expect(error?.issues[0]?.message).toContain('nodes');
  });

  it('refuses what is no object', () => {
    for (const bad of [null, undefined, 'x', 1, []])
      expect(ACTION_INPUTS[id].safeParse(bad).success).toBe(false);
  });
});

describe('bad input', () => {
  it.each<[ActionId, unknown, string]>([
    ['client.kill', {}, 'clients'],
    ['client.kill', { clients: [] }, 'clients'],
    ['client.kill', { clients: clients(MAX_CLIENTS_PER_KILL + 1) }, 'clients'],
    ['client.kill', { clients: [{ node: 'a:6379', id: '12' }] }, 'clients.0.id'],
    ['client.kill', { clients: [{ node: 'a:6379', id: 0 }] }, 'clients.0.id'],
    ['client.kill', { clients: [{ node: 'a:6379', id: 1.5 }] }, 'clients.0.id'],
    ['client.kill', { clients: [{ id: 1 }] }, 'clients.0.node'],
    ['client.unblock', { id: 1 }, 'node'],
    ['client.unblock', { node: 'a:6379', id: -1 }, 'id'],
    ['client.unblock', { node: 'x'.repeat(301), id: 1 }, 'node'],
    ['snapshot.save', { node: 5 }, 'node'],
    ['aof.rewrite', { confirm: 'x'.repeat(101) }, 'confirm'],
    ['login.revoke', {}, 'sid'],
    ['thing.change', { thing: 'counter/x', timeZone: 'Mars/Olympus' }, 'timeZone'],
    ['thing.change', { thing: 'counter/x', limit: 0 }, 'limit'],
    [
      'pattern.describe',
      { id: 'Shop orders', template: 'a', pattern: 'counters', like: 'counter.total' },
      'id',
    ],
    [
      'pattern.describe',
      { id: 'a', template: 'shop:{', pattern: 'counters', like: 'counter.total' },
      'template',
    ],
    ['pattern.describe', { id: 'a', template: 'a', pattern: 'horoscopes', like: 'counter.total' }, 'pattern'],
    ['leaderboard.increment', { ...BOARD, member: 'ann', points: '3' }, 'points'],
    ['leaderboard.remove', { ...BOARD, member: 'base64:?' }, 'member'],
    ['login.revoke', { sid: 'all' }, 'sid'],
    ['stream.ack', { ...PENDING, ids: [] }, 'ids'],
    ['stream.ack', { ...PENDING, ids: ['soon'] }, 'ids.0'],
    ['stream.claim', { ...PENDING, consumer: 'w', minIdleMs: -1 }, 'minIdleMs'],
    ['stream.claim', { ...PENDING, minIdleMs: 0 }, 'consumer'],
    ['stream.trim', { ...STREAM, maxLength: -1, count: 0 }, 'maxLength'],
    ['stream.trim', { ...STREAM, maxLength: 1 }, 'count'],
    ['limit.reset', { thing: 'rate', keys: [] }, 'keys'],
    ['cache.invalidate', { ...CACHE, count: 1 }, 'tag'],
    ['cache.invalidate', { ...CACHE, prefix: true, tag: 'tag:news', count: 1 }, 'tag'],
    ['cache.invalidate', { ...CACHE, prefix: true }, 'count'],
    ['cache.invalidate', { ...CACHE, keys: ['a'], count: 1 }, 'count'],
    ['session.revoke', { ...SESSIONS, sessions: [] }, 'sessions'],
    ['session.revoke', { ...SESSIONS, sessions: [{ key: '' }] }, 'sessions.0.key'],
    ['session.extend', { ...SESSIONS, key: SESSION, seconds: 0 }, 'seconds'],
    ['lock.release', { ...SESSIONS, key: 'lock:stock' }, 'holder'],
    ['job.requeue', { ...QUEUE }, 'job'],
    ['queue.purge', { ...QUEUE, lane: null }, 'jobs'],
    ['circuit.open', { ...CIRCUIT, seconds: 0.5 }, 'seconds'],
  ])('of %s (%j) names the field', (id, input, field) => {
    const { error } = ACTION_INPUTS[id].safeParse(input);
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
  });

  it('is no full batch', () => {
    const full = { clients: clients(MAX_CLIENTS_PER_KILL) };
    expect(ACTION_INPUTS['client.kill'].safeParse(full).success).toBe(true);
  });
});

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

describe('commandLine', () => {
  it.each<[ActionId, string | null]>([
    ['client.kill', 'CLIENT KILL ID 12 TYPE normal SKIPME yes\nCLIENT KILL ID 12 TYPE pubsub SKIPME yes'],
    ['client.unblock', 'CLIENT UNBLOCK 12 TIMEOUT'],
    ['snapshot.save', 'BGSAVE'],
    ['aof.rewrite', 'BGREWRITEAOF'],
    ['slowlog.reset', 'SLOWLOG RESET'],
    ['memory.purge', 'MEMORY PURGE'],
    ['instance.reconnect', null],
    ['login.revoke', null],
    ['circuit.close', 'UNLINK failures:payments\nUNLINK circuit:payments'],
    ['circuit.open', 'SET circuit:payments open EX 60'],
    [
      'session.revoke',
      'UNLINK session:0b1d…4c5d\nSREM … 0b1d…4c5d   (every index that it stands in)\n(and 1 more)',
    ],
    ['user.signout', 'UNLINK …   (every session of ann)\nSREM … …   (every index of ann)'],
    ['session.extend', 'EXPIRE session:0b1d…4c5d 3600'],
    ['index.clean', 'SREM user_sessions:ann …   (every id whose session is gone)'],
    ['stream.ack', 'XACK orders shipping 1-1 1-2 2-1 …   (and 1 more)'],
    ['stream.claim', 'XCLAIM orders shipping worker-2 60000 1-1 1-2 2-1 … JUSTID   (and 1 more)'],
    ['stream.trim', 'XTRIM orders MAXLEN ~ 1000'],
    ['limit.reset', 'UNLINK rate:user:1\nUNLINK rate:user:2\nUNLINK rate:user:3\n(and 1 more)'],
    ['lock.release', 'WATCH lock:stock\nMULTI\nUNLINK lock:stock\nEXEC'],
  ])('%s shows %j', (id, line) => expect(commandLine(id, EXAMPLE_INPUTS[id])).toBe(line));

  it('shows both commands of an exact trim', () => {
    expect(commandLine('stream.trim', { ...STREAM, maxLength: 5, exact: true, count: 1 })).toBe(
      'XTRIM orders MAXLEN ~ 5\nXTRIM orders MAXLEN 5',
    );
  });

  it('shows the first of several kills and how many follow', () => {
    expect(commandLine('client.kill', { clients: clients(3) })).toBe(
      'CLIENT KILL ID 1 TYPE normal SKIPME yes\nCLIENT KILL ID 1 TYPE pubsub SKIPME yes\n(and 2 more)',
    );
  });
});

it.each<[object, number]>([
  [{ clients: clients(3) }, 3],
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
