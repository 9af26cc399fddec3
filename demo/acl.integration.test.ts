import { type Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aclUsers, connect, startRedis, type RunningRedis } from '../testing/servers';

let server: RunningRedis;
let admin: Redis;
beforeAll(async () => {
  server = await startRedis({ aclLines: aclUsers() });
  admin = connect(server.port, 'admin');
});
afterAll(async () => {
  admin.disconnect();
  await server.stop();
});

/** Whether the server would let the user run the line. */
async function may(user: string, line: string): Promise<boolean> {
  return (await admin.call('ACL', 'DRYRUN', user, ...line.split(' '))) === 'OK';
}

// Columns: collector, viewer, operator, admin, shop.
const users = ['collector', 'viewer', 'operator', 'admin', 'shop'];
const table: [string, string][] = [
  ['PING', 'yes yes yes yes yes'],
  ['INFO everything', 'yes yes yes yes yes'],
  ['CLIENT SETNAME x', 'yes yes yes yes yes'],
  ['CLIENT ID', 'yes yes yes yes yes'],
  ['SLOWLOG GET 10', 'yes yes yes yes no'],
  ['LATENCY LATEST', 'yes yes yes yes no'],
  ['LATENCY HISTOGRAM', 'yes yes yes yes no'],
  ['COMMAND COUNT', 'yes yes yes yes yes'],
  ['CLUSTER NODES', 'yes yes yes yes yes'],
  ['CLUSTER SHARDS', 'yes yes yes yes yes'],
  ['ACL WHOAMI', 'yes yes yes yes yes'],
  ['ACL DRYRUN viewer PING', 'yes no no yes no'],
  // What is stored: to see, to read, to change.
  ['SCAN 0', 'no yes yes yes yes'],
  ['TYPE k', 'no yes yes yes yes'],
  ['MEMORY USAGE k', 'no yes yes yes yes'],
  ['OBJECT ENCODING k', 'no yes yes yes yes'],
  ['GET k', 'no yes yes yes yes'],
  ['PFCOUNT k', 'no yes yes yes yes'],
  ['HSCAN k 0', 'no yes yes yes yes'],
  ['ZRANGE k 0 9', 'no yes yes yes yes'],
  ['XPENDING k g', 'no yes yes yes yes'],
  ['MULTI', 'no yes yes yes yes'],
  ['UNLINK k', 'no no yes yes yes'],
  ['EXPIRE k 10', 'no no yes yes yes'],
  ['XACK k g 1-1', 'no no yes yes yes'],
  ['LPUSH k v', 'no no yes yes yes'],
  ['SET k v', 'no no yes yes yes'],
  ['EVAL return 0', 'no no no yes yes'],
  ['FLUSHDB ASYNC', 'no no no yes no'],
  ['FLUSHALL', 'no no no no no'],
  ['KEYS *', 'no no no no no'],
  // Reads without a bound are not for watching.
  ['HGETALL k', 'no no no yes yes'],
  ['SMEMBERS k', 'no no no yes yes'],
  ['DUMP k', 'no no no yes yes'],
  // Running the server.
  ['CLIENT LIST', 'yes yes yes yes no'],
  ['CLIENT KILL ID 9', 'no no yes yes no'],
  ['CLIENT PAUSE 10', 'no no yes yes no'],
  ['CLIENT UNBLOCK 9', 'no no yes yes no'],
  ['BGSAVE', 'no no yes yes no'],
  ['BGREWRITEAOF', 'no no yes yes no'],
  ['MEMORY PURGE', 'no no yes yes yes'],
  ['SLOWLOG RESET', 'no no yes yes no'],
  ['LATENCY RESET', 'no no yes yes no'],
  ['CONFIG GET maxmemory', 'yes no yes yes no'],
  ['CONFIG RESETSTAT', 'no no yes yes no'],
  ['CONFIG SET hz 10', 'no no no yes no'],
  ['CONFIG REWRITE', 'no no no yes no'],
  ['ACL LOG', 'no no yes yes no'],
  ['ACL GETUSER admin', 'no no no yes no'],
  ['ACL SETUSER x', 'no no no yes no'],
  ['PUBLISH c m', 'no no yes yes yes'],
  ['PSUBSCRIBE c*', 'no no yes yes yes'],
  ['MODULE LIST', 'no yes yes yes no'],
  ['SAVE', 'no no no no no'],
  ['SHUTDOWN', 'no no no no no'],
  ['DEBUG SLEEP 0', 'no no no no no'],
  ['MONITOR', 'no no no no no'],
  ['MODULE LOAD x.so', 'no no no no no'],
  ['REPLICAOF NO ONE', 'no no no yes no'],
  ['SORT k', 'no no no yes yes'],
];

describe('the demo users on a real server', () => {
  test.each(table)('%s: %s', async (line, expected) => {
    const answers = await Promise.all(users.map((user) => may(user, line)));
    expect(answers.map((answer) => (answer ? 'yes' : 'no')).join(' ')).toBe(expected);
  });

  test('a viewer may read every key and write none, also where a command could do both', async () => {
    expect(await may('viewer', 'GEOSEARCH k FROMLONLAT 0 0 BYRADIUS 1 m')).toBe(true);
    expect(await may('viewer', 'COPY k l')).toBe(false);
  });

  test('a viewer can probe its own rights without running anything', async () => {
    const viewer = connect(server.port, 'viewer');
    expect(await viewer.call('MULTI')).toBe('OK');
    expect(await viewer.call('GET', 'k')).toBe('QUEUED');
    await expect(viewer.call('CONFIG', 'SET', 'hz', '10')).rejects.toThrow(/^NOPERM/);
    expect(await viewer.call('DISCARD')).toBe('OK');
    expect(await viewer.call('ACL', 'WHOAMI')).toBe('viewer');
    viewer.disconnect();
  });
});
