import { describe, expect, it } from 'vitest';
import { fixture, hasFixture, VERSIONS, type Version } from './fixtures/load-fixture';
import { identifyServer } from './identify-server';
import { parseInfo } from './parse-info';

const EXPECTED: Record<Version, [engine: string, version: string, redisVersion: string, label: string]> = {
  'redis-5.0.14': ['redis', '5.0.14', '5.0.14', 'Redis 5.0.14'],
  'redis-6.2.16': ['redis', '6.2.16', '6.2.16', 'Redis 6.2.16'],
  'redis-7.0.15': ['redis', '7.0.15', '7.0.15', 'Redis 7.0.15'],
  'redis-7.2.6': ['redis', '7.2.6', '7.2.6', 'Redis 7.2.6'],
  'redis-8.0.6': ['redis', '8.0.6', '8.0.6', 'Redis 8.0.6'],
  'valkey-8.0.1': ['valkey', '8.0.1', '7.2.4', 'Valkey 8.0.1'],
  'valkey-8.1.1': ['valkey', '8.1.1', '7.2.4', 'Valkey 8.1.1'],
};

describe.each(VERSIONS)('%s', (version) => {
  const info = parseInfo(fixture(version, 'INFO.txt'));
  const [engine, own, redisVersion, label] = EXPECTED[version];

  it('says who it is', () => {
    expect(identifyServer(info)).toMatchObject({
      engine,
      version: own,
      redisVersion,
      label,
      mode: 'standalone',
      role: 'primary',
      os: 'Linux 6.18.44-fc-v595 x86_64',
      provider: null,
    });
    expect(identifyServer(info).runId).toMatch(/^[0-9a-f]{40}$/);
    expect(identifyServer(info).uptimeSeconds).toBeGreaterThan(0);
  });

  it('says whether it is a replica', () => {
    expect(identifyServer(parseInfo(fixture(version, 'INFO_replication_replica.txt'))).role).toBe('replica');
  });
});

it.each(VERSIONS.filter((version) => hasFixture(version, 'SENTINEL_INFO.txt')))(
  '%s as a Sentinel',
  (version) => {
    expect(identifyServer(parseInfo(fixture(version, 'SENTINEL_INFO.txt')))).toMatchObject({
      mode: 'sentinel',
      role: null,
    });
  },
);

describe('other engines', () => {
  it.each<[string, string, object]>([
    [
      'KeyDB, whose redis_version is its own',
      '# Server\r\nredis_version:6.3.4\r\nredis_mode:standalone\r\nexecutable:/usr/bin/keydb-server\r\n# KeyDB\r\nmvcc_depth:0\r\n',
      { engine: 'keydb', version: '6.3.4', redisVersion: '6.3.4', label: 'KeyDB 6.3.4' },
    ],
    [
      'Dragonfly',
      '# Server\r\nredis_version:7.4.0\r\ndragonfly_version:df-v1.21.2\r\nredis_mode:standalone\r\n# Replication\r\nrole:replica\r\n',
      {
        engine: 'dragonfly',
        version: '1.21.2',
        redisVersion: '7.4.0',
        label: 'Dragonfly 1.21.2',
        role: 'replica',
      },
    ],
    [
      'Garnet',
      '# Server\r\ngarnet_version:1.0.39\r\nos:Unix 6.1\r\nredis_mode:cluster\r\n',
      { engine: 'garnet', version: '1.0.39', redisVersion: null, label: 'Garnet 1.0.39', mode: 'cluster' },
    ],
    [
      'Kvrocks',
      '# Server\r\nversion:2.9.0\r\nkvrocks_version:2.9.0\r\nredis_version:4.0.0\r\n',
      { engine: 'kvrocks', version: '2.9.0', redisVersion: '4.0.0', label: 'Kvrocks 2.9.0' },
    ],
    [
      'Redict',
      '# Server\r\nredis_version:7.2.4\r\nredict_version:7.3.0\r\n',
      { engine: 'redict', version: '7.3.0', redisVersion: '7.2.4', label: 'Redict 7.3.0' },
    ],
    [
      'Upstash',
      '# Server\r\nupstash_version:1.10.5\r\nredis_version:6.2.6\r\n',
      { engine: 'upstash', version: '1.10.5', label: 'Upstash 1.10.5', provider: 'upstash' },
    ],
    [
      'Valkey 7.2, which says so beside redis_mode',
      '# Server\r\nredis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:7.2.7\r\nredis_mode:cluster\r\n',
      { engine: 'valkey', version: '7.2.7', mode: 'cluster', label: 'Valkey 7.2.7' },
    ],
    [
      'an engine that nobody has heard of',
      '# Server\r\nserver_name:newdis\r\nnewdis_version:0.1.0\r\nredis_version:7.2.0\r\n',
      { engine: 'newdis', version: '0.1.0', redisVersion: '7.2.0', label: 'Newdis 0.1.0' },
    ],
    [
      'a server that says nothing',
      '',
      { engine: 'redis', version: '', redisVersion: null, label: 'Redis', role: null, runId: null },
    ],
  ])('%s', (_name, sent, expected) => expect(identifyServer(parseInfo(sent))).toMatchObject(expected));

  it('is a cluster where only cluster_enabled says so', () => {
    expect(identifyServer(parseInfo('# Cluster\r\ncluster_enabled:1\r\n')).mode).toBe('cluster');
  });
});

describe('providers', () => {
  const info = parseInfo(fixture('redis-7.0.15', 'INFO.txt'));

  it.each([
    ['my-cache.abc123.ng.0001.euw1.cache.amazonaws.com', 'elasticache'],
    ['my-cache.abc123.cache.amazonaws.com:6379', 'elasticache'],
    ['clustercfg.my-db.abc123.memorydb.eu-west-1.amazonaws.com', 'memorydb'],
    ['my.redis.cache.windows.net', 'azure'],
    ['my.westeurope.redisenterprise.cache.azure.net', 'azure'],
    ['redis-12345.c1.eu-west-1-1.ec2.redns.redis-cloud.com', 'redis-cloud'],
    ['redis-12345.c1.eu-west-1-1.ec2.cloud.redislabs.com', 'redis-cloud'],
    ['eu1-fit-mole-12345.upstash.io', 'upstash'],
    ['redis-1.my-project.aivencloud.com', 'aiven'],
    ['127.0.0.1:6379', null],
    ['[::1]:6379', null],
    ['cache.amazonaws.com.example.org', null],
    ['', null],
  ])('the host %s is of %s', (host, provider) => expect(identifyServer(info, host).provider).toBe(provider));

  it('believes the name in the os field without a host', () => {
    expect(
      identifyServer(parseInfo('# Server\r\nredis_version:7.1.0\r\nos:Amazon ElastiCache\r\n')).provider,
    ).toBe('elasticache');
    expect(
      identifyServer(parseInfo('# Server\r\nredis_version:7.1.0\r\nos:Amazon MemoryDB\r\n')).provider,
    ).toBe('memorydb');
  });
});
