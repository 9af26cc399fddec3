import { describe, expect, it } from 'vitest';
import { reply, VERSIONS } from './fixtures/load-fixture';
import { moreArguments, parseSlowlog } from './parse-slowlog';
import type { Reply } from './reply';

describe.each(VERSIONS)('SLOWLOG GET of %s', (version) => {
  const entries = parseSlowlog(reply(version, 'SLOWLOG GET 12'));

  it('reads every entry, newest first', () => {
    expect(entries).toHaveLength(12);
    expect(entries[0]).toMatchObject({
      id: version === 'redis-5.0.14' ? 235 : 237,
      args: ['CLIENT', 'LIST', 'TYPE', 'pubsub'],
      argumentsTotal: null,
      clientName: 'fixture-client',
    });
    expect(entries[0]?.at).toBeGreaterThan(1_795_219_000);
    expect(entries[0]?.durationUs).toBeLessThan(100);
    expect(entries[0]?.clientAddress).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(entries.map(({ id }) => id)).toEqual(entries.map((_, index) => entries[0]!.id - index));
  });

  it('takes an empty name for none', () => {
    expect(entries.at(-2)?.clientName ?? entries.at(-1)?.clientName).toBe(
      version === 'redis-5.0.14' ? null : 'sub1',
    );
    expect(entries.find(({ args }) => args[0] === 'AUTH')?.clientName ?? null).toBeNull();
  });
});

it.each(VERSIONS.filter((version) => version !== 'redis-5.0.14'))(
  '%s answers the same shape in RESP3',
  (version) => {
    expect(parseSlowlog(reply(version, 'SLOWLOG GET 2', 'resp3'))).toMatchObject([
      { args: ['CLIENT', 'LIST'], clientName: null },
      { args: ['CONFIG', 'GET', 'maxmemory*'], clientName: null },
    ]);
  },
);

it('reads COMMANDLOG of Valkey 8.1', () => {
  const slow = parseSlowlog(reply('valkey-8.1.1', 'COMMANDLOG GET 3 slow'));
  expect(slow.map(({ args }) => args.join(' '))).toEqual(['FUNCTION STATS', 'MODULE LIST', 'CLUSTER NODES']);
  expect(slow[2]?.durationUs).toBe(0);
  expect(parseSlowlog(reply('valkey-8.1.1', 'COMMANDLOG GET 3 large-reply'))).toEqual([]);
});

describe('other shapes', () => {
  const one = (...entry: Reply[]) => parseSlowlog([entry])[0];

  it('four elements before 4.0', () => {
    expect(one(14, 1309448221, 15, ['ping'])).toEqual({
      ...{ id: 14, at: 1309448221, durationUs: 15, args: ['ping'] },
      ...{ argumentsTotal: null, clientAddress: null, clientName: null },
    });
  });

  it('seven in Redis 8.10, the last being how many arguments there were', () => {
    expect(
      one(1, 2, 3, ['MGET', 'a', '... (998 more arguments)'], '1.2.3.4:5', '', 1000)?.argumentsTotal,
    ).toBe(1000);
  });

  it('counts the arguments from the server’s remark where it is the last', () => {
    expect(one(1, 2, 3, ['MGET', 'a', 'b', '... (97 more arguments)'])?.argumentsTotal).toBe(100);
    expect(one(1, 2, 3, ['GET', 'key... (183 more bytes)'])?.argumentsTotal).toBeNull();
  });

  it('numbers as texts and arguments as numbers', () => {
    expect(one('1', '2', '3', ['LRANGE', 'k', 0, -1])).toMatchObject({
      id: 1,
      durationUs: 3,
      args: ['LRANGE', 'k', '0', '-1'],
    });
  });

  it('an argument that begins with txt: keeps it', () => {
    expect(one(1, 2, 3, ['GET', 'txt:notes'])?.args).toEqual(['GET', 'txt:notes']);
  });

  it.each<[string, Reply]>([
    ['null', null],
    ['an error', new Error('NOPERM')],
    ['a text', 'OK'],
    ['entries without numbers', [[], ['x', 'y', 'z'], null, 'x']],
  ])('%s is no entry', (_name, sent) => expect(parseSlowlog(sent)).toEqual([]));
});

it('moreArguments knows the remark and nothing like it', () => {
  expect(moreArguments('... (20 more arguments)')).toBe(20);
  expect(moreArguments('... (20 more bytes)')).toBeNull();
  expect(moreArguments('x... (20 more arguments)')).toBeNull();
  expect(moreArguments(undefined)).toBeNull();
});
