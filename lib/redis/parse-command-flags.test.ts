import { describe, expect, it } from 'vitest';
import { fixture, reply, VERSIONS } from './fixtures/load-fixture';
import { parseCommandTypes } from './parse-command-flags';
import type { Reply } from './reply';

describe('COMMAND of redis-7.0.15', () => {
  const types = parseCommandTypes(JSON.parse(fixture('redis-7.0.15', 'COMMAND.json')) as Reply);

  it.each([
    ['get', 'read'],
    ['mget', 'read'],
    ['zrange', 'read'],
    ['scan', 'read'],
    ['pfcount', 'read'],
    ['keys', 'read'],
    ['set', 'write'],
    ['del', 'write'],
    ['unlink', 'write'],
    ['xreadgroup', 'write'],
    ['flushall', 'write'],
    ['restore', 'write'],
    ['publish', 'pubsub'],
    ['subscribe', 'pubsub'],
    ['eval', 'scripting'],
    ['eval_ro', 'scripting'],
    ['fcall', 'scripting'],
    ['function|load', 'scripting'],
    ['script|kill', 'scripting'],
    ['ping', 'connection'],
    ['auth', 'connection'],
    ['client|id', 'connection'],
    ['client|setname', 'connection'],
    ['client|list', 'admin'],
    ['client|kill', 'admin'],
    ['config|set', 'admin'],
    ['slowlog|get', 'admin'],
    ['bgsave', 'admin'],
    ['role', 'admin'],
    ['memory|usage', 'read'],
    ['info', 'other'],
    ['time', 'other'],
    ['multi', 'other'],
    ['memory|stats', 'other'],
  ])('%s is %s', (command, type) => expect(types.get(command)).toBe(type));

  it('names subcommands as INFO commandstats does', () => {
    expect([...types.keys()].filter((name) => name.startsWith('slowlog')).sort()).toEqual([
      ...['slowlog', 'slowlog|get', 'slowlog|help', 'slowlog|len', 'slowlog|reset'],
    ]);
  });
});

it.each(VERSIONS.filter((version) => version !== 'redis-5.0.14'))(
  '%s: reads COMMAND INFO in RESP3',
  (version) => {
    expect(Object.fromEntries(parseCommandTypes(reply(version, 'COMMAND INFO get', 'resp3')))).toEqual({
      get: 'read',
    });
  },
);

describe('other shapes', () => {
  it('six elements before 6.0, which has no categories', () => {
    const sent: Reply = [
      ['get', 2, ['readonly', 'fast'], 1, 1, 1],
      ['client', -2, ['admin', 'noscript'], 0, 0, 0],
      ['eval', -3, ['noscript', 'movablekeys'], 0, 0, 0],
      ['ping', -1, ['stale', 'fast'], 0, 0, 0],
      ['publish', 3, ['pubsub', 'loading', 'stale', 'fast'], 0, 0, 0],
    ];
    expect(Object.fromEntries(parseCommandTypes(sent))).toEqual({
      ...{ get: 'read', client: 'admin', eval: 'scripting', ping: 'connection', publish: 'pubsub' },
    });
  });

  it('sets for flags, and names in capitals', () => {
    const sent: Reply = [['JSON.SET', -4, new Set<Reply>(['write']), 1, 1, 1, new Set<Reply>(['@json'])]];
    expect(Object.fromEntries(parseCommandTypes(sent))).toEqual({ 'json.set': 'write' });
  });

  it('subcommands without the name of their container', () => {
    const sent: Reply = [['client', -2, [], 0, 0, 0, [], [], [], [['kill', -3, ['admin'], 0, 0, 0, []]]]];
    expect(parseCommandTypes(sent).get('client|kill')).toBe('admin');
  });

  it.each<[string, Reply]>([
    ['the empty array of Upstash', []],
    ['null for an unknown command', [null]],
    ['an error', new Error('ERR unknown command')],
    ['garbage', [[], ['', 1], [[]], 5]],
  ])('%s names no command', (_name, sent) => expect(parseCommandTypes(sent).size).toBe(0));
});
