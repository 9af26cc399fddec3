import { describe, expect, it } from 'vitest';
import { fixture, VERSIONS, type Version } from './fixtures/load-fixture';
import { parseInfo } from './parse-info';
import { readPrimaryLink, readReplicas } from './parse-replication';

const REPLICAS: Record<Version, [port: number, state: string, lagSeconds: number, type: string | null]> = {
  'redis-5.0.14': [17507, 'online', 0, null],
  'redis-6.2.16': [17511, 'online', 1, null],
  'redis-7.0.15': [17515, 'wait_bgsave', 0, null],
  'redis-7.2.6': [17519, 'wait_bgsave', 0, null],
  'redis-8.0.6': [17527, 'wait_bgsave', 0, null],
  'valkey-8.0.1': [17531, 'wait_bgsave', 0, 'replica'],
  'valkey-8.1.1': [17535, 'wait_bgsave', 0, 'replica'],
};

describe.each(VERSIONS)('replication of %s', (version) => {
  const primary = parseInfo(fixture(version, 'INFO_replication_master.txt'));
  const replica = parseInfo(fixture(version, 'INFO_replication_replica.txt'));

  it('names the replicas of a primary', () => {
    const [port, state, lagSeconds, type] = REPLICAS[version];
    expect(readReplicas(primary)).toEqual([{ ip: '127.0.0.1', port, state, offset: 0, lagSeconds, type }]);
    expect(readReplicas(replica)).toEqual([]);
  });

  it('tells a replica’s link to its primary, with -1 as unknown', () => {
    const isUp = version === 'redis-5.0.14' || version === 'redis-6.2.16';
    expect(readPrimaryLink(replica)).toMatchObject({
      host: '127.0.0.1',
      linkStatus: isUp ? 'up' : 'down',
      lastIoSecondsAgo: isUp ? 3 : null,
      downSinceSeconds: null,
      isSyncInProgress: false,
      syncLeftBytes: null,
      offset: version.startsWith('valkey') ? 1 : 0,
      readOffset: version === 'redis-5.0.14' ? null : version.startsWith('valkey') ? 1 : 0,
    });
    expect(readPrimaryLink(replica)?.port).toBeGreaterThan(17500);
  });

  it('has no such link on a primary', () => expect(readPrimaryLink(primary)).toBeNull());
});

describe('odd lines', () => {
  const read = (line: string) => readReplicas(parseInfo(`# Replication\r\nrole:master\r\n${line}\r\n`));

  it('reads an IPv6 address, and fields in any order', () => {
    expect(read('slave0:port=6380,ip=fe80::1,lag=1,offset=5,state=online')).toEqual([
      { ip: 'fe80::1', port: 6380, state: 'online', offset: 5, lagSeconds: 1, type: null },
    ]);
  });

  it('reads Dragonfly’s line, which has no offset', () => {
    expect(read('slave0:ip=172.17.0.3,port=6379,state=stable_sync,lag=0')).toEqual([
      { ip: '172.17.0.3', port: 6379, state: 'stable_sync', offset: null, lagSeconds: 0, type: null },
    ]);
  });

  it('passes over fields that only look alike', () => {
    expect(read('slave_expires_tracked_keys:0')).toEqual([]);
    expect(read('slave0:garbage')).toEqual([]);
  });

  it('tells how much of a first synchronisation is left', () => {
    const info = parseInfo(
      'role:slave\r\nmaster_host:node0.example.com\r\nmaster_port:6379\r\nmaster_link_status:down\r\nmaster_sync_in_progress:1\r\nmaster_sync_left_bytes:1024\r\nmaster_link_down_since_seconds:7\r\n',
    );
    expect(readPrimaryLink(info)).toMatchObject({
      isSyncInProgress: true,
      syncLeftBytes: 1024,
      downSinceSeconds: 7,
    });
  });
});
