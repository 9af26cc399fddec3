import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS, type CommandId } from '@/lib/redis/command-catalogue';
import { capabilitiesSchema } from '@/lib/schemas/capabilities';
import { startApp, type RunningApp } from '../app';
import { aclUsers, connect, startRedis, type RunningRedis } from '../servers';
import { untilUp, watched } from '../watched';

const dangerous =
  '+bgsave +bgrewriteaof +slowlog|reset +config|resetstat +config|set +memory|purge +acl|setuser';
const own = '+ping +client|setname +client|id';
const users = [
  // A collector that may not ask what others may.
  `user modest on >modest -@all ${own} +info +command +slowlog|get +latency|histogram`,
  'user app on >app ~app:* +@all',
  `user reader on >reader ~* -@all ${own} +info +acl|whoami +acl|getuser +@read (+bgsave ~x)`,
  `user single on >single ~* -@all ${own} +acl|whoami +info ${dangerous}`,
  `user stuck on >stuck ~* -@all ${own} +acl|whoami +info +multi ${dangerous}`,
  'user bare on >bare ~* -@all +get',
];

let redis: RunningRedis;
let admin: Redis;
let app: RunningApp;
beforeAll(async () => {
  redis = await startRedis({ aclLines: [...aclUsers(), ...users] });
  admin = connect(redis.port, 'admin');
  app = await startApp([
    watched(redis),
    { id: 'modest', url: `redis://modest:modest@127.0.0.1:${redis.port}` },
  ]);
  const client = await app.client().signIn('shop', 'viewer', 'viewer');
  await client.signIn('modest', 'viewer', 'viewer');
  for (const instance of ['shop', 'modest']) await untilUp(client, instance);
});
afterAll(async () => {
  admin.disconnect();
  await app.stop();
  await redis.stop();
});

async function capabilitiesOf(user: string, instance: string) {
  const client = await app.client().signIn(instance, user, user);
  const { status, body } = await client.get(`/api/instances/${instance}/capabilities`);
  expect(status).toBe(200);
  return capabilitiesSchema.parse(body);
}

/** What Redis itself says, command by command; who is refused for the probe's key alone may run the command. */
async function truthFor(user: string): Promise<Record<string, string>> {
  const ids = Object.keys(COMMANDS) as CommandId[];
  const entries = ids.map(async (id) => {
    const reply = await admin
      .call('ACL', 'DRYRUN', user, ...COMMANDS[id].probe)
      .catch((error: Error) => error);
    if (reply instanceof Error) return [id, 'unsupported'];
    return [id, /permissions to run/.test(`${reply}`) ? 'denied' : 'allowed'];
  });
  return Object.fromEntries((await Promise.all(entries)) as [string, string][]) as Record<string, string>;
}

const statesOf = ({ commands }: Awaited<ReturnType<typeof capabilitiesOf>>) =>
  Object.fromEntries(Object.entries(commands).map(([id, { state }]) => [id, state]));

const aclLog = async () =>
  ((await admin.call('ACL', 'LOG')) as string[][]).map((entry) => ({
    user: entry[entry.indexOf('username') + 1],
    object: entry[entry.indexOf('object') + 1],
  }));

describe('what a person may do is found out', () => {
  test.each([
    ['shop', 'viewer', 'dryrun'],
    ['shop', 'operator', 'dryrun'],
    ['shop', 'admin', 'dryrun'],
    ['shop', 'app', 'dryrun'],
    ['modest', 'admin', 'dryrun'],
    ['modest', 'reader', 'getuser'],
    ['modest', 'viewer', 'probe'],
    ['modest', 'operator', 'probe'],
    ['modest', 'stuck', 'probe'],
  ])('at %s for %s by %s, and is the truth for every command', async (instance, user, method) => {
    const capabilities = await capabilitiesOf(user, instance);
    expect(capabilities.method).toBe(method);
    expect(capabilities.user).toBe(user);
    expect(statesOf(capabilities)).toEqual(await truthFor(user));
  });

  test('by trying where Redis tells nothing: unknown is not denied', async () => {
    const capabilities = await capabilitiesOf('single', 'modest');
    expect(capabilities.method).toBe('trying');
    const states = Object.entries(statesOf(capabilities));
    expect(states.filter(([, state]) => state !== 'unknown')).toEqual([
      ['client|no-touch', 'unsupported'],
      ['commandlog|get', 'unsupported'],
    ]);
  });

  test('what is denied comes with the line that would allow it, and nothing else does', async () => {
    const { commands } = await capabilitiesOf('viewer', 'shop');
    expect(commands['client|kill']).toEqual({ state: 'denied', grant: 'ACL SETUSER viewer +client|kill' });
    for (const { state, grant } of Object.values(commands))
      expect(grant !== undefined).toBe(state === 'denied');
  });

  test('a user of some keys only is not said to lack the commands for them', async () => {
    for (const instance of ['shop', 'modest']) {
      const { commands } = await capabilitiesOf('app', instance);
      expect(commands['memory|usage']).toEqual({ state: 'allowed' });
      expect(commands.type).toEqual({ state: 'allowed' });
    }
  });

  test('by the quiet ways without a trace in the ACL log of Redis', async () => {
    await admin.call('ACL', 'LOG', 'RESET');
    for (const user of ['viewer', 'operator', 'admin', 'app', 'single', 'stuck'])
      await capabilitiesOf(user, 'shop');
    expect(await aclLog()).toEqual([]);
    // Where the collector may not ask for others, its one question is all that shows.
    for (const user of ['admin', 'app']) await capabilitiesOf(user, 'modest');
    expect(await aclLog()).toEqual([{ user: 'modest', object: 'acl|dryrun' }]);
  });

  test('of a user who may do next to nothing by no more than naming the connection', async () => {
    await admin.call('ACL', 'LOG', 'RESET');
    expect(statesOf(await capabilitiesOf('bare', 'shop'))).toEqual(await truthFor('bare'));
    const objects = (await aclLog()).map(({ object }) => object).sort();
    expect(objects).toEqual(['client|id', 'client|setname']);
  });

  test.each(['viewer', 'operator', 'admin', 'reader', 'single', 'stuck', 'bare'])(
    'for %s without running anything that changes the server',
    async (user) => {
      await admin.config('SET', 'slowlog-log-slower-than', 0);
      await admin.ping();
      await admin.config('SET', 'slowlog-log-slower-than', -1);
      const before = await witnesses();
      for (const instance of ['shop', 'modest']) await capabilitiesOf(user, instance);
      expect(await witnesses()).toEqual(before);
    },
  );
});

/** What would have moved if a probe had run. */
async function witnesses() {
  const info = `${await admin.call('INFO', 'everything')}`;
  const field = (name: string) => new RegExp(`^${name}:(.*)\r$`, 'm').exec(info)?.[1];
  const ran = [...info.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)]
    .filter(([, name]) =>
      /^(bgsave|bgrewriteaof|slowlog\|reset|memory\|purge|acl\|(set|del)user)$/.test(name!),
    )
    .filter(([, , calls]) => calls !== '0');
  return {
    ran: ran.map(([, name]) => name),
    slowlog: await admin.call('SLOWLOG', 'LEN'),
    saves: [field('rdb_saves'), field('rdb_last_save_time'), field('aof_rewrites')],
    users: await admin.call('ACL', 'USERS'),
    // CONFIG RESETSTAT would have set it back; it only rises.
    statisticsWereReset: Number(field('total_connections_received')) < 3,
  };
}
