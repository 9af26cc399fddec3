import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { startTraffic } from '../demo/traffic';
import { startApp } from '../testing/app';
import { chromiumLaunch } from '../testing/chromium';
import { aclUsers, startRedis } from '../testing/servers';
import { freePort } from './redis-server.mjs';
import { ROOT } from './setup.mjs';

/** `npm run screenshots [-- NAME …]`: takes the pictures of the README, or some of them, from a running shop. */

const FOLDER = join(ROOT, 'docs/screenshots');
/** Long enough that the charts of the last five minutes are full. */
const WARM_UP_MS = 330_000;
const SETTLED_MS = 12_000;

const PAGES: [name: string, path: string, theme: 'light' | 'dark'][] = [
  ['overview', '/instances/shop', 'light'],
  ['findings', '/instances/shop/findings', 'light'],
  ['analytics', '/instances/shop/analytics', 'dark'],
  ['memory', '/instances/shop/memory', 'dark'],
  ['clients', '/instances/shop/clients', 'light'],
  ['slowlog', '/instances/shop/slowlog?tab=fingerprints', 'dark'],
  ['persistence', '/instances/shop/persistence', 'light'],
  ['access', '/instances/shop/access', 'dark'],
  ['audit', '/instances/shop/audit', 'light'],
  ['instances', '/', 'dark'],
];

async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const args = [
    '--maxmemory',
    '64mb',
    '--maxmemory-policy',
    'allkeys-lru',
    '--appendonly',
    'yes',
    '--save',
    '300 1000',
  ];
  const redis = await startRedis({ aclLines: aclUsers(), args });
  const orders = await startRedis({ aclLines: aclUsers() });
  const traffic = await startTraffic({ port: redis.port, username: 'shop', password: 'shop' });
  const collector = (port: number) => `redis://collector:collector@127.0.0.1:${port}`;
  const app = await startApp([
    { id: 'shop', name: 'Shop cache', environment: 'staging', url: collector(redis.port) },
    { id: 'orders', name: 'Orders', environment: 'production', url: collector(orders.port) },
    { id: 'archive', name: 'Archive', url: collector(await freePort()) },
  ]);
  const client = await app.client().signIn('shop', 'operator', 'operator');
  const watching = client.stream('/api/instances/shop/live');
  void (async () => {
    for await (const event of watching) void event;
  })().catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, WARM_UP_MS / 2));
  await client.act('shop', 'snapshot.save', {});
  await traffic.runSlowJobs();
  const viewer = await app.client().signIn('shop', 'viewer', 'viewer');
  await viewer.act('shop', 'slowlog.reset', {});
  await client.act('shop', 'memory.purge', {});
  await new Promise((resolve) => setTimeout(resolve, WARM_UP_MS / 2));
  await client.signIn('orders', 'operator', 'operator');

  const browser = await chromium.launch(chromiumLaunch());
  const wanted = process.argv.slice(2);
  for (const [name, path, theme] of PAGES.filter(([name]) => wanted.length === 0 || wanted.includes(name))) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: theme });
    await context.addCookies(
      [...client.cookies].map(([cookie, value]) => ({ name: cookie, value, url: app.url })),
    );
    const page = await context.newPage();
    await page.goto(`${app.url}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    // Charts come after the numbers, and Analytics looks over the keys first.
    await page.waitForTimeout(SETTLED_MS);
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
    await context.close();
  }
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${app.url}/login`);
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await page.screenshot({ path: join(FOLDER, 'login.png') });
  await browser.close();

  traffic.stop();
  await app.stop();
  await Promise.all([redis.stop(), orders.stop()]);
  process.exit(0);
}

void main();
