import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../app';
import { startRedis, type RunningRedis } from '../servers';

let redis: RunningRedis;
let app: RunningApp;

beforeAll(async () => {
  redis = await startRedis();
  app = await startApp([{ id: 'one', name: 'One', url: `redis://127.0.0.1:${redis.port}` }]);
});

afterAll(async () => {
  await app?.stop();
  await redis?.stop();
});

test.runIf(process.platform === 'linux')('every thread of the dashboard lets Redis go first', async () => {
  await app.client().signIn('one', '', '');
  const threads = readdirSync(`/proc/${app.pid}/task`);
  expect(threads.length).toBeGreaterThan(4);
  const nicenesses = threads.map((thread) => niceness(`/proc/${app.pid}/task/${thread}/stat`));
  expect(new Set(nicenesses)).toEqual(new Set([10]));
});

/** The 19th field (proc(5)); the name before it may hold blanks, but ends with the last bracket. */
function niceness(path: string): number {
  const stat = readFileSync(path, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
}
