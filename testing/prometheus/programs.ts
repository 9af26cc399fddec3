import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithProcess, removeWithProcess } from '../../scripts/end-with-process.mjs';
import { freePort } from '../../scripts/redis-server.mjs';
import { which } from '../../scripts/setup.mjs';
import { waitUntil } from '../wait-until';

/** A program of the Prometheus world, running on a free port. */
export interface RunningProgram {
  url: string;
  stop: () => Promise<void>;
}

/** Whether the programs are here; `npm test` installs them where the system has packages of them. */
export const hasPrograms = ['prometheus', 'promtool', 'prometheus-redis-exporter'].every(
  (name) => which(name) !== null,
);

/** redis_exporter as Debian packages it, on one server. */
export async function startRedisExporter(redisPort: number): Promise<RunningProgram> {
  const port = await freePort();
  return run(programOf('prometheus-redis-exporter'), `http://127.0.0.1:${port}`, '/', [
    `-web.listen-address=127.0.0.1:${port}`,
    `-redis.addr=redis://127.0.0.1:${redisPort}`,
  ]);
}

/** A job of Prometheus's configuration. */
export interface ScrapeJob {
  job: string;
  /** `host:port` of what is scraped. */
  target: string;
  /** The label `instance` of its series; Prometheus's own rule by default. */
  instance?: string;
  token?: string;
}

/** Prometheus itself, which scrapes once a second. */
export async function startPrometheus(jobs: readonly ScrapeJob[]): Promise<RunningProgram> {
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), 'hitrate-prometheus-'));
  const forget = removeWithProcess(directory);
  const config = join(directory, 'prometheus.yml');
  writeFileSync(
    config,
    JSON.stringify({
      global: { scrape_interval: '1s', scrape_timeout: '1s' },
      scrape_configs: jobs.map(({ job, target, instance, token }) => ({
        job_name: job,
        static_configs: [{ targets: [target], labels: instance === undefined ? {} : { instance } }],
        ...(token !== undefined && { authorization: { credentials: token } }),
      })),
    }),
  );
  const program = await run(programOf('prometheus'), `http://127.0.0.1:${port}`, '/-/ready', [
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(directory, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--log.level=warn',
  ]);
  return {
    ...program,
    stop: async () => {
      await program.stop();
      forget();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** What `promtool check metrics` says: the status 1 is an exposition that it cannot read, 3 are remarks of style. */
export function checkMetrics(text: string): { status: number | null; remarks: string[] } {
  const { status, stdout, stderr } = spawnSync(programOf('promtool'), ['check', 'metrics'], {
    input: text,
    encoding: 'utf8',
  });
  return { status, remarks: `${stdout}${stderr}`.split('\n').filter((line) => line !== '') };
}

function programOf(name: string): string {
  const path = which(name);
  if (!path) throw new Error(`${name} is missing: npm test installs it on Debian.`);
  return path;
}

async function run(program: string, url: string, readyPath: string, args: string[]): Promise<RunningProgram> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  endWithProcess(child);
  let said = '';
  child.stderr.on('data', (text) => (said = (said + String(text)).slice(-4_000)));
  await waitUntil(`${program} answers`, async () => {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}:\n${said}`);
    return fetch(`${url}${readyPath}`).then(
      ({ ok }) => ok,
      () => false,
    );
  });
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}
