import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startRedis, type RunningRedis } from '@/testing/servers';
import type { Access } from '../access';
import { Connection, type Credentials, type Endpoint } from '../redis/connection';
import type { NodeWatcher } from '../collector/node-watcher';
import { BulkConnection } from './bulk-connection';

let server: RunningRedis;
beforeAll(async () => {
  server = await startRedis({
    aclLines: ['user default on nopass ~* &* +@all', 'user blind on >secret ~* +scan +unlink'],
  });
});
const opened: Connection[] = [];
afterEach(() => opened.splice(0).forEach((connection) => connection.close()));
afterAll(() => server.stop());

/** A walk whose person gets a new connection each time, as after half a minute. */
function walk(credentials: Credentials): BulkConnection {
  const endpoint: Endpoint = { address: { host: '127.0.0.1', port: server.port }, tls: null };
  const access = {
    connection: async () => {
      const connection = await Connection.open(endpoint, credentials, 'hitrate-user');
      opened.push(connection);
      return connection;
    },
  };
  return new BulkConnection(access as unknown as Access, { id: 'shop:6379' } as NodeWatcher, 0);
}

test('a walk goes on over a new connection, but not at another process: its cursor means nothing there', async () => {
  const connections = walk({ username: null, password: null });
  const first = await connections.get();
  expect(await connections.get()).not.toBe(first);
  await server.restart();
  await expect(connections.get()).rejects.toMatchObject({
    code: 'RESTARTED',
    message: 'shop:6379 was restarted meanwhile.',
  });
});

test('who may not run INFO can do it all the same', async () => {
  const connections = walk({ username: 'blind', password: 'secret' });
  await connections.get();
  expect((await connections.get()).isClosed).toBe(false);
});
