import { describe, expect, it } from 'vitest';
import { hasFixture, lines, VERSIONS } from './fixtures/load-fixture';
import { parseSentinelAddress, parseSentinelInstances } from './parse-sentinel';
import type { Reply } from './reply';

describe.each(VERSIONS.filter((version) => hasFixture(version, 'SENTINEL_MASTERS.txt')))(
  'Sentinel of %s',
  (version) => {
    const primary: Reply = lines(version, 'SENTINEL_MASTERS.txt');
    const replica: Reply = lines(version, 'SENTINEL_REPLICAS.txt');
    const [host, port] = lines(version, 'SENTINEL_GETADDR.txt') as [string, string];

    it('tells where the primary is', () => {
      expect(parseSentinelAddress([host, port])).toEqual({ host: '127.0.0.1', port: Number(port) });
    });

    it('describes the primary under the name of its group', () => {
      const [instance] = parseSentinelInstances([primary]);
      expect(instance).toMatchObject({
        name: 'mymaster',
        host: '127.0.0.1',
        port: Number(port),
        flags: ['master'],
      });
      expect(instance?.fields).toMatchObject({ 'num-slaves': '1', quorum: '1', 'role-reported': 'master' });
    });

    it('describes its replicas', () => {
      const [instance] = parseSentinelInstances([replica]);
      expect(instance).toMatchObject({ host: '127.0.0.1', port: Number(port) + 1, flags: ['slave'] });
      expect(instance?.name).toBe(`127.0.0.1:${Number(port) + 1}`);
      expect(instance?.fields['master-link-status']).toBe('ok');
    });
  },
);

describe('other shapes', () => {
  const fields = {
    name: 'mymaster',
    ip: 'fe80::1',
    port: '26379',
    flags: 's_down,o_down,master',
    'new-field': 'x',
  };
  const expected = {
    name: 'mymaster',
    host: 'fe80::1',
    port: 26379,
    flags: ['s_down', 'o_down', 'master'],
    fields,
  };

  it('RESP3 maps', () => {
    expect(parseSentinelInstances([fields])).toEqual([expected]);
    expect(parseSentinelInstances([new Map<Reply, Reply>(Object.entries(fields))])).toEqual([expected]);
  });

  it('a Sentinel that does not know the name answers null', () => {
    expect(parseSentinelAddress(null)).toBeNull();
  });

  it.each<[string, Reply]>([
    ['no instance', []],
    ['an error', new Error("ERR unknown subcommand 'primaries'. Try SENTINEL HELP.")],
    ['garbage', [['ip', '1.2.3.4'], 'x', null]],
  ])('%s is none', (_name, sent) => expect(parseSentinelInstances(sent)).toEqual([]));

  it.each<[string, Reply]>([
    ['an error', new Error('ERR')],
    ['half an address', ['127.0.0.1']],
    ['no port', ['127.0.0.1', 'x']],
  ])('%s is no address', (_name, sent) => expect(parseSentinelAddress(sent)).toBeNull());
});
