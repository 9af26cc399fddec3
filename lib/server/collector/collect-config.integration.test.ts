import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest';
import type { Marker } from '@/lib/metrics/markers';
import { aclUsers, connect, startRedis, type RunningRedis } from '../../../testing/servers';
import { CONFIG_READING } from './collect-config';
import { NodeWatcher } from './node-watcher';
import type { NodeContact } from './side-readings';

let redis: RunningRedis;
let admin: Redis;
let watcher: NodeWatcher;
let contact: NodeContact;
const markers: Marker[] = [];

beforeAll(async () => {
  const bare = 'user bare on >bare -@all +ping +info +acl|dryrun';
  redis = await startRedis({ aclLines: [...aclUsers(), bare], args: ['--masterauth', 'hunter2'] });
  admin = connect(redis.port, 'admin');
});
afterAll(async () => {
  admin.disconnect();
  await redis.stop();
});
beforeEach(async () => {
  await admin.config('SET', 'timeout', '0');
  await admin.config('SET', 'maxclients', '1000');
  watch('collector');
});
afterEach(() => watcher.dispose());

function watch(user: string): void {
  watcher?.dispose();
  markers.length = 0;
  const endpoint = { address: { host: '127.0.0.1', port: redis.port }, tls: null };
  watcher = new NodeWatcher(endpoint, { username: user, password: user }, () => Date.now(), {
    onSample: () => {},
    onState: () => {},
    onMarker: (marker) => markers.push(marker),
    onPolled: (node, connection, info) => (contact = { instance: 'shop', node, connection, info }),
  });
}

async function read(): Promise<void> {
  await watcher.refresh();
  await CONFIG_READING.read(contact);
}

test('the node has the newest settings that matter, and no password', async () => {
  expect(watcher.config).toBeNull();
  await read();
  expect(watcher.config?.get('timeout')).toBe('0');
  expect(watcher.config?.get('maxmemory-policy')).toBe('noeviction');
  expect([...watcher.config!.values()]).not.toContain('hunter2');
  await admin.config('SET', 'timeout', '300');
  await read();
  expect(watcher.config?.get('timeout')).toBe('300');
});

test('a change is marked once, and what INFO tells is not marked a second time', async () => {
  await read();
  await admin.config('SET', 'timeout', '300');
  await admin.config('SET', 'maxclients', '900');
  await read();
  await read();
  expect(markers.map(({ kind, text }) => ({ kind, text }))).toEqual([
    { kind: 'config', text: 'maxclients changed from 1,000 to 900' },
    { kind: 'setting', text: 'timeout changed from 0 to 300' },
  ]);
});

test('what was changed here is not marked again: the deed has its own mark', async () => {
  await read();
  await admin.config('SET', 'timeout', '60');
  watcher.noteSetting('timeout', '60');
  await read();
  expect(markers).toEqual([]);
});

test('without the grant nothing is read and the ACL log stays clean; a grant is heeded at the next turn', async () => {
  await admin.call('ACL', 'LOG', 'RESET');
  watch('bare');
  await read();
  expect(watcher.config).toBeNull();
  const log = (await admin.call('ACL', 'LOG')) as string[][];
  expect(log.filter((entry) => entry.includes('config|get'))).toEqual([]);
  await admin.call('ACL', 'SETUSER', 'bare', '+config|get');
  await read();
  expect(watcher.config?.get('timeout')).toBe('0');
  await admin.call('ACL', 'SETUSER', 'bare', '-config|get');
  await read();
  expect(watcher.config).toBeNull();
});
