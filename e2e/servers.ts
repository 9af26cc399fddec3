import { startTraffic } from '../demo/traffic';
import { startApp } from '../testing/app';
import { aclUsers, startRedis } from '../testing/servers';
import { freePort } from '../scripts/redis-server.mjs';

/**
 * The world of the browser tests: a shop with traffic, a quiet production server, one without a password, one
 * that is down, and the dashboard that watches them all.
 */
export default async function startServers(): Promise<() => Promise<void>> {
  // A clerk may read some keys only, but SCAN tells everybody all names.
  const clerk =
    'user clerk on >clerk ~e2e:mine:* -@all +@read -keys +@connection +info +acl|whoami +client|id';
  const aclLines = [...aclUsers(), 'user nobody on >nobody +get', clerk];
  const args = ['--maxmemory', '128mb', '--appendonly', 'yes', '--slowlog-log-slower-than', '1000'];
  const shop = await startRedis({ aclLines, args });
  const production = await startRedis({ aclLines });
  const open = await startRedis();
  const traffic = await startTraffic({ port: shop.port, username: 'shop', password: 'shop', rate: 0.5 });
  await traffic.runSlowJobs();
  const collector = (port: number) => `redis://collector:collector@127.0.0.1:${port}`;
  const app = await startApp([
    { id: 'shop', name: 'Shop', environment: 'staging', url: collector(shop.port) },
    { id: 'orders', name: 'Orders', environment: 'production', url: collector(production.port) },
    { id: 'open', name: 'Open', url: `redis://127.0.0.1:${open.port}` },
    { id: 'gone', name: 'Gone', url: collector(await freePort()) },
  ]);
  // Playwright's workers inherit the environment.
  process.env.E2E_URL = app.url;
  process.env.E2E_SHOP_PORT = String(shop.port);
  process.env.E2E_PRODUCTION_PORT = String(production.port);
  return async () => {
    traffic.stop();
    await app.stop();
    await Promise.all([shop.stop(), production.stop(), open.stop()]);
  };
}
