import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithProcess, removeWithProcess } from '../scripts/end-with-process.mjs';
import { freePort } from '../scripts/redis-server.mjs';
import { ensureBuild, ROOT } from '../scripts/setup.mjs';
import { AppClient } from './app-client';

/** The built dashboard, running as a person starts it, on a free port with a data directory of its own. */
export interface RunningApp {
  url: string;
  pid: number;
  dataDirectory: string;
  /** What it has printed so far. */
  log: () => string;
  /** A browser without a browser: its own cookies. */
  client: () => AppClient;
  /** Ends it as Ctrl-C does and starts it again with the same data. */
  restart: () => Promise<void>;
  /** SIGTERM; says how many milliseconds it took. */
  stop: () => Promise<number>;
}

/**
 * Starts the dashboard through `npm start`'s own script.
 * @param instances what goes into HITRATE_CONFIG; an empty list sets none
 * @param env more environment
 * @param project the folder to start it from: this one, or a copy that may have another build
 */
export async function startApp(
  instances: readonly object[],
  env: Record<string, string> = {},
  project = ROOT,
): Promise<RunningApp> {
  if (project === ROOT) ensureBuild();
  const dataDirectory = mkdtempSync(join(tmpdir(), 'hitrate-app-'));
  const forget = removeWithProcess(dataDirectory);
  const port = await freePort();
  const config = join(dataDirectory, 'hitrate.json');
  if (instances.length > 0) writeFileSync(config, JSON.stringify({ instances }));
  const url = `http://127.0.0.1:${port}`;
  let output = '';
  let child: ChildProcess;

  const launch = async () => {
    child = spawn(process.execPath, [join(project, 'scripts/start.mjs')], {
      cwd: dataDirectory,
      env: {
        ...cleanEnvironment(),
        PORT: String(port),
        HITRATE_DATA: join(dataDirectory, 'data'),
        ...(instances.length > 0 && { HITRATE_CONFIG: config }),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    endWithProcess(child);
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += String(text)));
    await untilHealthy(
      `${url}${new URL(env.PUBLIC_URL ?? url).pathname.replace(/\/$/, '')}`,
      child,
      () => output,
    );
  };
  const end = () =>
    new Promise<number>((resolve) => {
      const began = Date.now();
      if (child.exitCode !== null || child.signalCode !== null) return resolve(0);
      child.once('exit', () => resolve(Date.now() - began));
      child.kill('SIGTERM');
    });

  await launch();
  return {
    url,
    get pid() {
      return child.pid!;
    },
    dataDirectory: join(dataDirectory, 'data'),
    log: () => output,
    client: () => new AppClient(url),
    restart: async () => {
      await end();
      await launch();
    },
    stop: async () => {
      const took = await end();
      forget();
      rmSync(dataDirectory, { recursive: true, force: true });
      return took;
    },
  };
}

/** The tests' own variables must not configure the dashboard under test. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const own = /^(HITRATE_|HISTORY_|REDIS_URL|PUBLIC_URL|PORT$|NEXTAUTH_|AUTH_|NODE_ENV|VITEST|__NEXT)/;
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !own.test(name)),
  ) as NodeJS.ProcessEnv;
}

async function untilHealthy(base: string, child: ChildProcess, log: () => string): Promise<void> {
  // A copy of the project builds first.
  const deadline = Date.now() + 240_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The dashboard ended with ${child.exitCode}:\n${log()}`);
    const healthy = await fetch(`${base}/api/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) return;
    if (Date.now() > deadline) throw new Error(`The dashboard does not answer:\n${log()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
