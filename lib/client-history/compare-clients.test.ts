import { describe, expect, it } from 'vitest';
import { fixture, VERSIONS } from '@/lib/redis/fixtures/load-fixture';
import { parseClientList, type RedisClient } from '@/lib/redis/parse-client-list';
import { compareClients, type OpenConnection } from './compare-clients';

const [SOMEBODY] = parseClientList(fixture('redis-7.2.6', 'CLIENT_LIST.txt'));
const AT = 1_000_000_000_000;
const NONE: ReadonlySet<number> = new Set();
const listed = (id: number, more: Partial<RedisClient> = {}): RedisClient => ({ ...SOMEBODY!, id, ...more });
const open = (client: number, more: Partial<OpenConnection> = {}): OpenConnection => ({
  ...{ row: 100 + client, client, name: SOMEBODY!.name, user: SOMEBODY!.user },
  ...{ libName: SOMEBODY!.libName, libVersion: SOMEBODY!.libVersion, kind: 'normal' as const, own: false },
  ...more,
});

describe('a reading', () => {
  it('finds what is new with the moment at which it was opened, by its age', () => {
    const { opened, changed, ended } = compareClients([], [listed(7, { ageSeconds: 90 })], NONE, AT);
    expect(opened).toMatchObject([{ client: 7, connectedAt: AT - 90_000, addr: SOMEBODY!.addr, own: false }]);
    expect([changed, ended]).toEqual([[], []]);
  });

  it('changes nothing where everybody is still there', () => {
    expect(compareClients([open(1), open(2)], [listed(2), listed(1)], NONE, AT)).toEqual({
      opened: [],
      changed: [],
      ended: [],
    });
  });

  it('ends what is listed no more, by its row', () => {
    expect(compareClients([open(1), open(2)], [listed(2)], NONE, AT).ended).toEqual([101]);
  });

  it.each<[string, Partial<RedisClient>]>([
    ['a name', { name: 'worker' }],
    ['another user', { user: 'somebody' }],
    ['a library', { libName: 'jedis' }],
    ['another version of it', { libVersion: '99.1' }],
    ['a subscription', { flags: 'P' }],
  ])('notes %s that a connection has taken, and keeps its row', (_what, change) => {
    const { changed, opened, ended } = compareClients([open(1)], [listed(1, change)], NONE, AT);
    expect(changed).toMatchObject([{ row: 101 }]);
    expect([opened, ended]).toEqual([[], []]);
  });

  it('marks connections of the dashboard, also once it knows them, and never takes the mark away', () => {
    expect(compareClients([], [listed(1)], new Set([1]), AT).opened).toMatchObject([{ own: true }]);
    expect(compareClients([open(1)], [listed(1)], new Set([1]), AT).changed).toMatchObject([{ own: true }]);
    expect(compareClients([open(1, { own: true })], [listed(1)], NONE, AT).changed).toEqual([]);
  });
});

it.each(VERSIONS)('CLIENT LIST of %s, read twice, is the same connections', (version) => {
  const clients = parseClientList(fixture(version, 'CLIENT_LIST.txt'));
  const first = compareClients([], clients, NONE, AT);
  expect(first.opened).toHaveLength(clients.length);
  const kept = first.opened.map((connection, row) => ({ ...connection, row }));
  expect(compareClients(kept, clients, NONE, AT + 60_000)).toEqual({ opened: [], changed: [], ended: [] });
});
