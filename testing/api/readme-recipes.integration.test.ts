import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACTION_IDS, ACTIONS, type ActionId } from '@/lib/actions/actions';
import type { Capabilities } from '@/lib/capabilities';
import { startApp, type RunningApp } from '../app';
import { followStream } from '../follow-stream';
import { ask, startRedis, waitUntil, type RunningRedis } from '../servers';
import { nodesOf, untilUp } from '../watched';

/** The lines of the README, pasted as it says. */
const recipes = readFileSync('README.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('ACL SETUSER '));
/** One metric each of INFO, commandstats with COMMAND, LATENCY HISTOGRAM and SLOWLOG. */
const SOURCES = [
  'usedMemoryBytes',
  'readsPerSecond',
  'latencyP99Microseconds',
  'slowCommandsPerSecond',
] as const;
const PASSWORD = 'change-me';

let redis: RunningRedis;
let app: RunningApp;
beforeAll(async () => {
  redis = await startRedis({ args: ['--slowlog-log-slower-than', '0'] });
  await ask(redis.port, undefined, async (administrator) => {
    for (const line of recipes) {
      const [command = '', ...args] = line.split(' ');
      expect(await administrator.call(command, ...args)).toBe('OK');
    }
  });
  app = await startApp([{ id: 'shop', url: `redis://collector:${PASSWORD}@127.0.0.1:${redis.port}` }]);
});
afterAll(async () => {
  await app.stop();
  await redis.stop();
});

test('there is one for the collector and one for each role', () => {
  expect(recipes.map((line) => line.split(' ')[2])).toEqual(['collector', 'viewer', 'operator', 'admin']);
});

test('with the collector’s, every source of numbers is open to it', async () => {
  const client = await app.client().signIn('shop', 'viewer', PASSWORD);
  await untilUp(client);
  const stream = followStream(client, '/api/instances/shop/live');
  await waitUntil('numbers of every source are known', async () => {
    const [node] = await nodesOf(client);
    return SOURCES.every((metric) => typeof node?.values[metric] === 'number');
  });
  stream.close();
});

const ADMINS_ONLY: readonly ActionId[] = [
  ...(['config.set', 'latency.monitor', 'login.revoke'] as const),
  ...(['history.forget', 'slowlog.forget', 'clients.forget'] as const),
  ...(['rule.set', 'webhook.set', 'webhook.remove', 'webhook.test'] as const),
];
const ALERTS: readonly ActionId[] = ['alert.acknowledge', 'alert.silence', 'alert.unsilence'];
const OTHERS = ACTION_IDS.filter((id) => !ADMINS_ONLY.includes(id));
test.each<[string, ActionId[]]>([
  ['viewer', OTHERS.filter((id) => 'ours' in ACTIONS[id] && !ALERTS.includes(id))],
  ['operator', OTHERS],
  ['admin', [...ACTION_IDS]],
])('%s may do exactly what the table of roles says', async (user, actions) => {
  const client = await app.client().signIn('shop', user, PASSWORD);
  const { body } = await client.get<Capabilities>('/api/instances/shop/capabilities');
  const allowed = ACTION_IDS.filter((id) => body.commands[ACTIONS[id].command].state === 'allowed');
  expect(allowed).toEqual(actions);
  for (const page of [
    '',
    '/memory',
    '/clients',
    '/slowlog',
    '/persistence',
    '/analytics',
    '/analytics/pubsub',
  ])
    expect(await client.get(`/api/instances/shop${page}`)).toMatchObject({ status: 200 });
});
