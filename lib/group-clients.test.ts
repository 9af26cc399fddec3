import { describe, expect, it } from 'vitest';
import { fixture, VERSIONS } from '@/lib/redis/fixtures/load-fixture';
import { parseClientList } from '@/lib/redis/parse-client-list';
import type { ClientRow } from '@/lib/schemas/clients';
import { groupClients, GROUPINGS, type Grouping } from './group-clients';

const [SOMEBODY] = parseClientList(fixture('redis-7.2.6', 'CLIENT_LIST.txt'));
const client = (changes: Partial<ClientRow> = {}): ClientRow => ({
  ...SOMEBODY!,
  node: 'a:6379',
  kind: 'normal',
  own: false,
  ...changes,
});
const keys = (by: Grouping, ...clients: Partial<ClientRow>[]) =>
  groupClients(clients.map(client), by).map(({ key, clients: count }) => [key, count]);

describe('by name', () => {
  it.each([
    [['worker-1', 'worker-2', 'worker-13'], [['worker-*', 3]]],
    [['worker1', 'worker22'], [['worker*', 2]]],
    [
      ['web_1', 'web:2', 'web.3', 'web#4'],
      [
        ['web.*', 1],
        ['web:*', 1],
        ['web_*', 1],
        ['web#*', 1],
      ],
    ],
    [
      ['mail-worker', 'image-worker'],
      [
        ['image-worker', 1],
        ['mail-worker', 1],
      ],
    ],
    [
      ['2fast', '3fast'],
      [
        ['2fast', 1],
        ['3fast', 1],
      ],
    ],
    [['42', '43'], [['*', 2]]],
    [['', ''], [['(no name)', 2]]],
  ])('%j falls together as %j: a number at the end is an instance of one application', (names, groups) => {
    const told = keys('name', ...names.map((name) => ({ name })));
    expect(new Map(told as [string, number][])).toEqual(new Map(groups as [string, number][]));
  });
});

describe('by what else there is', () => {
  it.each<[Grouping, Partial<ClientRow>[], [string, number][]]>([
    [
      'user',
      [{ user: 'app1' }, { user: 'app2' }, { user: 'app1' }],
      [
        ['app1', 2],
        ['app2', 1],
      ],
    ],
    ['user', [{ user: null }], [['(no users)', 1]]],
    ['address', [{ addr: '10.0.0.1:5000' }, { addr: '10.0.0.1:5001' }], [['10.0.0.1', 2]]],
    ['address', [{ addr: '[::1]:5000' }, { addr: '::1:5001' }], [['::1', 2]]],
    [
      'address',
      [{ addr: '/run/redis.sock:0' }, { addr: '?:0' }],
      [
        ['?:0', 1],
        ['/run/redis.sock', 1],
      ],
    ],
    ['library', [{ libName: 'ioredis', libVersion: '6.0.0' }], [['ioredis 6.0.0', 1]]],
    ['library', [{ libName: 'jedis', libVersion: '' }], [['jedis', 1]]],
    [
      'library',
      [
        { libName: null, libVersion: null },
        { libName: '', libVersion: '' },
      ],
      [['(not told)', 2]],
    ],
    [
      'database',
      [{ db: 0 }, { db: 0 }, { db: 15 }],
      [
        ['0', 2],
        ['15', 1],
      ],
    ],
    ['database', [{ db: null }], [['(not told)', 1]]],
  ])('%s of %j', (by, clients, groups) => expect(keys(by, ...clients)).toEqual(groups));

  it('folds numbers in names only: user app1 and app2 are two', () => {
    expect(keys('user', { user: 'app1' }, { user: 'app2' })).toHaveLength(2);
  });
});

describe('the totals of a group', () => {
  it('are sums, the longest idle time, and how many wait in a blocking command', () => {
    const [group] = groupClients(
      [
        client({
          name: 'w-1',
          flags: 'b',
          totalBytes: 100,
          outputBytes: 1,
          idleSeconds: 5,
          commandsTotal: 7,
        }),
        client({
          name: 'w-2',
          flags: 'N',
          totalBytes: 200,
          outputBytes: 2,
          idleSeconds: 90,
          commandsTotal: 1,
        }),
        client({ name: 'w-3', flags: 'bx', totalBytes: 0, outputBytes: 0, idleSeconds: 0, commandsTotal: 0 }),
      ],
      'name',
    );
    expect(group).toMatchObject({
      key: 'w-*',
      clients: 3,
      blocked: 2,
      memoryBytes: 300,
      outputBytes: 3,
      idleSeconds: 90,
      commands: 8,
    });
  });

  it('are unknown where no client tells, not 0; one that tells is enough', () => {
    const silent = { netInBytes: null, netOutBytes: null, totalBytes: null, idleSeconds: null };
    expect(groupClients([client(silent)], 'user')[0]).toMatchObject({
      netInBytes: null,
      netOutBytes: null,
      memoryBytes: null,
      idleSeconds: null,
    });
    const both = groupClients([client(silent), client({ ...silent, netInBytes: 0, idleSeconds: 3 })], 'user');
    expect(both[0]).toMatchObject({ clients: 2, netInBytes: 0, netOutBytes: null, idleSeconds: 3 });
  });

  it('come the largest first, groups of one size by their name', () => {
    const names = ['b', 'c', 'a', 'c'].map((name) => ({ name }));
    expect(keys('name', ...names)).toEqual([
      ['c', 2],
      ['a', 1],
      ['b', 1],
    ]);
  });

  it('are nothing without clients', () => expect(groupClients([], 'name')).toEqual([]));
});

describe.each(VERSIONS)('CLIENT LIST of %s', (version) => {
  const clients = parseClientList(fixture(version, 'CLIENT_LIST.txt')).map((each) => client(each));

  it.each(Object.keys(GROUPINGS) as Grouping[])('by %s loses nobody', (by) => {
    const groups = groupClients(clients, by);
    expect(clients.length).toBeGreaterThan(0);
    expect(groups.reduce((sum, group) => sum + group.clients, 0)).toBe(clients.length);
    for (const { key } of groups) expect(key).not.toBe('');
  });
});
