// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aclLines, demoUsers } from '../demo/acl.mjs';
import { serverArgs } from '../demo/server-args.mjs';
import { endWithProcess, removeWithProcess } from './end-with-process.mjs';
import { findRedisServer, serverVersion, startRedis } from './redis-server.mjs';
import { serve } from './serve.mjs';
import { ensureBuild, ensureDependencies, installFromSystem, ROOT, SetupError } from './setup.mjs';

/** `npm run demo`: a Redis of its own, an application that uses it, and the dashboard that watches it. */

function ensureRedis() {
  const found = findRedisServer();
  if (found) return found;
  const installed = installFromSystem('redis-server') ? findRedisServer() : null;
  if (installed) return installed;
  throw new SetupError(
    'No redis-server or valkey-server on the PATH: install one with your package manager, e.g. `apt-get install redis-server` or `brew install redis`.',
  );
}

/** @param {string} name */
const userNamed = (name) =>
  /** @type {import('../demo/acl.mjs').DemoUser} */ (demoUsers.find((user) => user.name === name));

async function main() {
  ensureDependencies();
  const binary = ensureRedis();
  const standalone = ensureBuild();
  const version = serverVersion(binary) ?? {};
  const redis = await startRedis({ binary, aclLines: aclLines({ ...version }), args: serverArgs });

  const shop = userNamed('shop');
  const traffic = spawn(
    process.execPath,
    [
      ...['--import', 'tsx', join(ROOT, 'demo/traffic.ts')],
      ...['--port', String(redis.port), '--user', shop.name, '--password', shop.password],
    ],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  endWithProcess(traffic);
  // The past is written at a hundred times the ordinary pace: the charts should not begin with it.
  await Promise.race([once(traffic.stdout, 'data'), once(traffic, 'exit')]);

  const directory = mkdtempSync(join(tmpdir(), 'hitrate-demo-'));
  removeWithProcess(directory);
  const collector = userNamed('collector');
  const config = {
    instances: [
      {
        id: 'shop',
        name: 'Demo shop',
        environment: 'demo',
        url: `redis://${collector.name}:${encodeURIComponent(collector.password)}@127.0.0.1:${redis.port}`,
      },
    ],
  };
  process.env.HITRATE_CONFIG = join(directory, 'hitrate.json');
  process.env.HITRATE_DATA ??= join(directory, 'data');
  writeFileSync(process.env.HITRATE_CONFIG, JSON.stringify(config), { mode: 0o600 });
  await serve(standalone, { onListening: (address) => announce(address, redis.port) });
}

/**
 * @param {string} address
 * @param {number} redisPort
 */
function announce(address, redisPort) {
  const people = ['viewer', 'operator', 'admin'].map(userNamed);
  console.log(`
  Hitrate is at ${address}

  Sign in with a Redis user of the demo:
${people.map(({ name, password }) => `    ${name.padEnd(10)} password: ${password}`).join('\n')}

  The Redis behind it listens on 127.0.0.1:${redisPort} and ends with this program (Ctrl-C).
`);
}

main().catch((error) => {
  console.error(error instanceof SetupError ? `The demo cannot start: ${error.message}` : error);
  process.exit(1);
});
