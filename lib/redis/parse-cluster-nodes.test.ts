import { describe, expect, it } from 'vitest';
import { fixture, VERSIONS, type Version } from './fixtures/load-fixture';
import { parseClusterNodes } from './parse-cluster-nodes';

const MYSELF: Record<Version, { id: string; port: number; toId: string; epoch: number }> = {
  'redis-5.0.14': { id: '7f7608bb', port: 17504, toId: 'f7a8ac06', epoch: 1 },
  'redis-6.2.16': { id: '5e7a8878', port: 17508, toId: '4222d812', epoch: 1 },
  'redis-7.0.15': { id: '338b6ec1', port: 17512, toId: '1749316a', epoch: 1 },
  'redis-7.2.6': { id: '7000d74d', port: 17516, toId: 'bc0b883b', epoch: 1 },
  'redis-8.0.6': { id: '9d623bf2', port: 17524, toId: '67b877e6', epoch: 1 },
  'valkey-8.0.1': { id: '9a46238e', port: 17528, toId: '12f09c6c', epoch: 1 },
  'valkey-8.1.1': { id: 'e74eeb32', port: 17532, toId: '11eec51f', epoch: 0 },
};

describe.each(VERSIONS)('CLUSTER NODES of %s', (version) => {
  const nodes = parseClusterNodes(fixture(version, 'CLUSTER_NODES_migrating.txt'));
  const myself = nodes.find(({ isMyself }) => isMyself)!;
  const expected = MYSELF[version];

  it('finds the node that was asked', () => {
    expect(nodes).toHaveLength(4);
    expect(myself.id.slice(0, 8)).toBe(expected.id);
    expect(myself).toMatchObject({
      ...{ host: '127.0.0.1', port: expected.port, busPort: expected.port + 10_000, epoch: expected.epoch },
      ...{
        role: 'primary',
        primaryId: null,
        state: 'ok',
        isLinkConnected: true,
        flags: ['myself', 'master'],
      },
      hostname: version === 'redis-5.0.14' || version === 'redis-6.2.16' ? null : 'node0.example.com',
    });
  });

  it('reads its slots, and the one that is on its way', () => {
    expect(myself.slots).toEqual([[0, 5460]]);
    expect(myself.migrating.map(({ slot, toId }) => [slot, toId.slice(0, 8)])).toEqual([[0, expected.toId]]);
    expect(myself.importing).toEqual([]);
  });

  it('reads the others: all slots are served, and one node is a replica of this one', () => {
    const served = nodes.flatMap(({ slots }) => slots).reduce((sum, [from, to]) => sum + to - from + 1, 0);
    expect(served).toBe(16_384);
    expect(nodes.filter(({ role }) => role === 'replica')).toMatchObject([
      { primaryId: myself.id, slots: [] },
    ]);
  });

  it('moves nothing when nothing moves', () => {
    const settled = parseClusterNodes(fixture(version, 'CLUSTER_NODES_real.txt'));
    expect(settled.every(({ migrating, importing }) => migrating.length + importing.length === 0)).toBe(true);
  });
});

describe('odd lines', () => {
  const one = (endpoint: string, flags = 'master', link = 'connected', slots = '') =>
    parseClusterNodes(`abc ${endpoint} ${flags} - 0 0 7 ${link} ${slots}\n`)[0];

  it.each([
    ['127.0.0.1:7000', { host: '127.0.0.1', port: 7000, busPort: null, hostname: null }],
    ['127.0.0.1:7000@17000,', { host: '127.0.0.1', port: 7000, busPort: 17000, hostname: null }],
    ['::1:7000@17000', { host: '::1', port: 7000, busPort: 17000, hostname: null }],
    [
      '[2001:db8::1]:7000@17000,n.example.com',
      { host: '2001:db8::1', port: 7000, hostname: 'n.example.com' },
    ],
    ['10.0.0.1:7000@17000,,tls-port=0,shard-id=ff', { host: '10.0.0.1', hostname: null }],
    [':0@0', { host: null, port: null, busPort: null }],
    [':7000@17000', { host: null, port: 7000, busPort: 17000 }],
  ])('the address %s', (endpoint, expected) => expect(one(endpoint)).toMatchObject(expected));

  it.each([
    ['master', 'ok'],
    ['myself,master,nofailover', 'ok'],
    ['master,fail?', 'suspect'],
    ['slave,fail', 'failed'],
    ['handshake', 'handshake'],
    ['master,noaddr', 'no-address'],
    ['master,fail,noaddr', 'failed'],
  ])('the flags %s mean %s', (flags, state) => expect(one('a:1@2', flags)?.state).toBe(state));

  it('single slots, ranges, and slots on their way in both directions', () => {
    expect(one('a:1@2', 'master', 'disconnected', '5 7-9 [93->-def] [77-<-ghi] nonsense')).toMatchObject({
      isLinkConnected: false,
      slots: [
        [5, 5],
        [7, 9],
      ],
      migrating: [{ slot: 93, toId: 'def' }],
      importing: [{ slot: 77, fromId: 'ghi' }],
    });
  });

  it('leaves out lines that are cut, and reads nothing from an error', () => {
    expect(parseClusterNodes('abc 127.0.0.1:7000@17000 master -\n\n')).toEqual([]);
    expect(parseClusterNodes(new Error('ERR This instance has cluster support disabled'))).toEqual([]);
    expect(parseClusterNodes(null)).toEqual([]);
  });

  it('reads a RESP3 verbatim string and CR LF', () => {
    expect(parseClusterNodes('txt:abc a:1@2 slave def 0 0 7 connected\r\n')).toMatchObject([
      { id: 'abc', primaryId: 'def' },
    ]);
  });
});
