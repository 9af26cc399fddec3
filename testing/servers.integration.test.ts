import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { aclUsers, ask, connect, startCluster, startRedis, startSentinelGroup } from './servers';
import { startTlsRedis, testUsers, waitUntil, type RunningRedis } from './servers';

const started: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
});
async function keep<T extends { stop: () => Promise<void> }>(server: Promise<T>): Promise<T> {
  started.push(await server);
  return server;
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
const pidsOf = (servers: RunningRedis[]) => servers.map((server) => server.pid);
const ping = (server: RunningRedis, user?: string) => ask(server.port, user, (redis) => redis.ping());

describe('one server', () => {
  test('answers, keeps no snapshots, and leaves neither a process nor files behind', async () => {
    const redis = await startRedis();
    expect(await ping(redis)).toBe('PONG');
    expect(await ask(redis.port, undefined, (it) => it.config('GET', 'save'))).toEqual(['save', '']);
    const { pid, directory } = redis;
    expect(runs(pid)).toBe(true);
    await redis.stop();
    expect(runs(pid)).toBe(false);
    expect(existsSync(directory)).toBe(false);
  });

  test('comes back on the same port with another process, also after it was killed', async () => {
    const redis = await keep(startRedis({ configLines: ['maxclients 100'] }));
    const { pid, port } = redis;
    await ask(port, undefined, (it) => it.config('SET', 'hz', '20'));
    await ask(port, undefined, (it) => it.config('REWRITE'));
    redis.kill('SIGKILL');
    await waitUntil('it is dead', () => !runs(pid));
    await redis.restart();
    expect(redis.port).toBe(port);
    expect(redis.pid).not.toBe(pid);
    expect(await ask(port, undefined, (it) => it.config('GET', 'hz'))).toEqual(['hz', '20']);
  });

  test('stops although its process was halted', async () => {
    const redis = await startRedis();
    redis.kill('SIGSTOP');
    await redis.stop();
    expect(runs(redis.pid)).toBe(false);
  });

  test('that cannot start says what the server said', async () => {
    await expect(startRedis({ args: ['--no-such-option', '1'] })).rejects.toThrow(/no-such-option/);
    const redis = await keep(startRedis());
    await expect(startRedis({ port: redis.port })).rejects.toThrow(/taken/);
  });

  test('with the demo users lets each of them in, and nobody without a password', async () => {
    const redis = await keep(startRedis({ aclLines: aclUsers() }));
    expect(statSync(join(redis.directory, 'users.acl')).mode & 0o777).toBe(0o600);
    expect(testUsers).toEqual(['viewer', 'operator', 'admin', 'collector', 'shop']);
    for (const user of testUsers) expect(await ping(redis, user)).toBe('PONG');
    await expect(ping(redis)).rejects.toThrow(/NOAUTH/);
    const set = (user: string) => ask(redis.port, user, (it) => it.config('SET', 'hz', '10'));
    await expect(set('viewer')).rejects.toThrow(/^NOPERM/);
    expect(await set('admin')).toBe('OK');
  });
});

describe('a cluster', () => {
  test('of three primaries is ok on every node and spreads the slots', async () => {
    const cluster = await startCluster();
    const pids = pidsOf(cluster.nodes);
    for (const node of cluster.nodes) {
      const info = await ask(node.port, undefined, (it) => it.call('CLUSTER', 'INFO'));
      expect(info).toContain('cluster_state:ok');
      expect(info).toContain('cluster_slots_assigned:16384');
      expect(info).toContain('cluster_size:3');
    }
    await cluster.stop();
    expect(pids.filter(runs)).toEqual([]);
  });

  test('with users and replicas replicates although the default user is off', async () => {
    const cluster = await keep(startCluster({ replicas: 1, aclLines: aclUsers() }));
    expect(cluster.nodes).toEqual([...cluster.primaries, ...cluster.replicas]);
    for (const primary of cluster.primaries) {
      const info = await ask(primary.port, 'viewer', (it) => it.info('replication'));
      expect(info).toContain('connected_slaves:1');
    }
    await expect(ping(cluster.nodes[0]!)).rejects.toThrow(/NOAUTH/);
  });
});

describe('a Sentinel group', () => {
  test('with users: every Sentinel knows the replicas and the other Sentinels', async () => {
    const group = await startSentinelGroup({ sentinels: 3, aclLines: aclUsers() });
    const pids = pidsOf([group.primary, ...group.replicas, ...group.sentinels]);
    expect(pids).toHaveLength(6);
    for (const sentinel of group.sentinels) {
      const replicas = await ask(sentinel.port, undefined, (it) =>
        it.call('SENTINEL', 'REPLICAS', group.name),
      );
      const ports = (replicas as string[][]).map((row) => Number(row[row.indexOf('port') + 1]));
      expect(ports.sort()).toEqual(group.replicas.map((replica) => replica.port).sort());
      expect(
        await ask(sentinel.port, undefined, (it) => it.call('SENTINEL', 'CKQUORUM', group.name)),
      ).toMatch(/^OK/);
    }
    await group.stop();
    expect(pids.filter(runs)).toEqual([]);
  });

  test('without users fails over when the primary dies', async () => {
    const group = await keep(startSentinelGroup({ replicas: 1 }));
    group.primary.kill('SIGKILL');
    await waitUntil('the replica was promoted', async () => {
      const [role] = (await ask(group.replicas[0]!.port, undefined, (it) => it.role())) as unknown[];
      return role === 'master';
    });
  });
});

describe('a TLS server', () => {
  test('proves itself with the authority, and refuses plain text', async () => {
    const redis = await keep(startTlsRedis());
    const ca = readFileSync(redis.certificates.ca);
    const trusting = connect(redis.port, undefined, undefined, { tls: { ca } });
    expect(await trusting.ping()).toBe('PONG');
    trusting.disconnect();
    const doubting = connect(redis.port, undefined, undefined, { tls: {} });
    await expect(doubting.ping()).rejects.toThrow();
    doubting.disconnect();
    await expect(ping(redis)).rejects.toThrow();
  });

  test('can insist on a certificate of the client', async () => {
    const redis = await startTlsRedis({ clientCertificates: 'yes', aclLines: aclUsers() });
    const { ca, clientCert, clientKey } = redis.certificates;
    const files = { ca: readFileSync(ca), cert: readFileSync(clientCert), key: readFileSync(clientKey) };
    const known = connect(redis.port, 'viewer', 'viewer', { tls: files });
    expect(await known.ping()).toBe('PONG');
    known.disconnect();
    const stranger = connect(redis.port, 'viewer', 'viewer', { tls: { ca: files.ca } });
    await expect(stranger.ping()).rejects.toThrow();
    stranger.disconnect();
    await redis.stop();
    expect(existsSync(ca)).toBe(false);
  });
});
