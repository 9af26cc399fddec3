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
import { ACTION_IDS, ACTIONS, type ActionId } from './actions';
import { ACTION_INPUTS, MAX_CLIENTS_PER_KILL } from './action-inputs';
import { COMMANDS } from '@/lib/redis/command-catalogue';

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
    ['latency.monitor', {}, 'thresholdMs'],
    ['latency.monitor', { thresholdMs: -1 }, 'thresholdMs'],
    ['latency.monitor', { thresholdMs: 0.5 }, 'thresholdMs'],
    ['latency.monitor', { thresholdMs: '100' }, 'thresholdMs'],
    ['login.revoke', {}, 'sid'],
    ['config.set', { name: 'maxmemory', value: 1 }, 'name'],
    ['config.set', { name: 'slowlog-max-len', value: -1 }, 'value'],
    ['config.set', { name: 'slowlog-max-len', value: 100_001 }, 'value'],
    ['config.set', { name: 'slowlog-log-slower-than', value: 1.5 }, 'value'],
    ['config.set', { name: 'slowlog-log-slower-than', value: '10000' }, 'value'],
    ['config.set', { name: 'slowlog-log-slower-than', value: 1e12 }, 'value'],
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
