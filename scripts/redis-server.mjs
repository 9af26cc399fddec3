// @ts-check
// Finds, starts and ends redis-server processes: for the launchers, which run before any package is installed
// (hence plain JavaScript and node builtins only), and for the integration tests.
import { spawn, spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import tls from 'node:tls';
import { endWithProcess, removeWithProcess } from './end-with-process.mjs';

/** @typedef {{ cert: string, key: string, ca: string }} TlsFiles Paths of PEM files. */

/**
 * @typedef {object} StartOptions
 * @property {string[] | ((port: number) => string[])} [args] More command line options; they win over the defaults.
 * @property {string[]} [aclLines] Written to an aclfile that only this user may read.
 * @property {string[]} [configLines] Written to a configuration file (Sentinel and CONFIG REWRITE need one).
 * @property {number} [port] Default: a free one.
 * @property {string} [directory] Default: a new temporary one, removed by stop().
 * @property {TlsFiles} [tls] Speak TLS, and nothing else, on the port. Client certificates are optional.
 * @property {string} [binary] Default: findRedisServer().
 * @property {number} [timeoutMs] How long the server may take to answer; default 15,000.
 */

/**
 * @typedef {object} RunningRedis
 * @property {number} port
 * @property {'127.0.0.1'} host
 * @property {number} pid Of the present process: restart() changes it.
 * @property {string} directory Where the server keeps its files.
 * @property {() => string} log The last lines that the server wrote.
 * @property {() => Promise<void>} stop SIGTERM, after 5 s SIGKILL; removes the directory if startRedis made it.
 * @property {(signal: NodeJS.Signals) => void} kill Sends the signal and does not wait.
 * @property {() => Promise<void>} restart Stops it if it runs, then starts it with the same port and files.
 */

const host = '127.0.0.1';
const logLimit = 16_384;
const stopTimeoutMs = 5_000;

/**
 * The server program on the PATH.
 * @returns {string | null} An absolute path: redis-server, else valkey-server, else null.
 */
export function findRedisServer() {
  for (const name of ['redis-server', 'valkey-server']) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        if (statSync(path).isFile()) return path;
      } catch {
        // Not in this folder.
      }
    }
  }
  return null;
}

/**
 * What a server program says that it is.
 * @param {string} binary Its path.
 * @returns {{ product: 'redis' | 'valkey', version: string } | null} null when it does not say.
 */
export function serverVersion(binary) {
  const { stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  const match = /^(redis|valkey) server v=([\d.]+)/i.exec(stdout ?? '');
  if (!match?.[1] || !match[2]) return null;
  return { product: match[1].toLowerCase() === 'valkey' ? 'valkey' : 'redis', version: match[2] };
}

/**
 * A TCP port of 127.0.0.1 that nobody listened on a moment ago.
 * @returns {Promise<number>}
 */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      server.close(() => resolve(/** @type {net.AddressInfo} */ (address).port));
    });
  });
}

/**
 * Asks once. Any reply counts, NOAUTH too, except that the server is still loading its data.
 * @param {number} port
 * @param {TlsFiles | undefined} files
 * @returns {Promise<boolean>}
 */
function answers(port, files) {
  return new Promise((resolve) => {
    // Nobody's certificate is judged here: the question is only whether somebody speaks RESP. The server's own
    // stands in for a client's, in case it insists on one.
    const socket = files
      ? tls.connect({
          ...{ port, host, rejectUnauthorized: false },
          ...{ cert: readFileSync(files.cert), key: readFileSync(files.key) },
        })
      : net.connect({ port, host });
    const done = (/** @type {boolean} */ answer) => {
      resolve(answer);
      socket.destroy();
    };
    socket.setTimeout(1_000, () => done(false));
    socket.once(files ? 'secureConnect' : 'connect', () => socket.write('*1\r\n$4\r\nPING\r\n'));
    socket.once('data', (data) => done(!data.toString().startsWith('-LOADING')));
    socket.once('error', () => done(false));
    socket.once('close', () => done(false));
  });
}

/**
 * Writes the server's files and puts its command line together.
 * @param {StartOptions} options
 * @param {number} port
 * @param {string} directory
 * @returns {string[]}
 */
function commandLine({ args = [], aclLines, configLines, tls: files }, port, directory) {
  const given = typeof args === 'function' ? args(port) : args;
  const save = (/** @type {string} */ name, /** @type {string[]} */ lines) => {
    const path = join(directory, name);
    writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o600 });
    return path;
  };
  const ports = files
    ? // prettier-ignore
      ['--port', '0', '--tls-port', `${port}`, '--tls-auth-clients', 'optional',
       '--tls-cert-file', files.cert, '--tls-key-file', files.key, '--tls-ca-cert-file', files.ca]
    : ['--port', `${port}`];
  return [
    ...(configLines ? [save('redis.conf', configLines)] : []),
    ...ports,
    ...['--bind', host, '--dir', directory, '--daemonize', 'no'],
    // A Sentinel has no data and refuses to hear of it.
    ...(given.includes('--sentinel') ? [] : ['--save', '', '--appendonly', 'no']),
    ...(aclLines ? ['--aclfile', save('users.acl', aclLines)] : []),
    ...given,
  ];
}

/**
 * Runs a command line until the server answers.
 * @param {string} binary
 * @param {string[]} line
 * @param {number} port
 * @param {StartOptions} options
 * @returns {Promise<{ child: import('node:child_process').ChildProcess, log: () => string }>}
 */
async function launch(binary, line, port, { tls: files, timeoutMs = 15_000 }) {
  // Our child would fail to bind, but its neighbour would answer in its place.
  if (await answers(port, files)) throw new Error(`Port ${port} is taken.`);
  const child = spawn(binary, line, { stdio: ['ignore', 'pipe', 'pipe'] });
  endWithProcess(child);
  let text = '';
  let ended = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data) => (text = (text + data).slice(-logLimit)));
  }
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended = `exit ${code ?? signal}`));

  const log = () => text.trim().split('\n').slice(-40).join('\n');
  const deadline = Date.now() + timeoutMs;
  while (!(await answers(port, files)) || ended) {
    if (ended || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${binary} on port ${port}: ${ended || `no answer in ${timeoutMs} ms`}\n${log()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { child, log };
}

/**
 * Starts a server on 127.0.0.1, without persistence unless `args` say otherwise, and waits until it answers.
 * @param {StartOptions} [options]
 * @returns {Promise<RunningRedis>}
 * @throws {Error} With the end of the server's own log when it ends early or does not answer in time.
 */
export async function startRedis(options = {}) {
  const binary = options.binary ?? findRedisServer();
  if (!binary) throw new Error('Neither redis-server nor valkey-server is on the PATH.');
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'hitrate-redis-'));
  const removeDirectory = options.directory ? () => undefined : removeWithProcess(directory);
  if (options.directory) mkdirSync(directory, { recursive: true, mode: 0o700 });

  const port = options.port ?? (await freePort());
  // Written once: a restart finds what ACL SAVE, CONFIG REWRITE or Sentinel made of the files.
  const line = commandLine(options, port, directory);
  const start = () => launch(binary, line, port, options);
  let now = await start().catch((error) => {
    removeDirectory();
    throw error;
  });

  const end = async () => {
    const { child } = now;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    child.kill('SIGCONT'); // A stopped process hears nothing but this.
    const hard = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    await gone;
    clearTimeout(hard);
  };
  return {
    port,
    host,
    directory,
    get pid() {
      return now.child.pid ?? 0;
    },
    log: () => now.log(),
    kill: (signal) => void now.child.kill(signal),
    stop: () => end().then(removeDirectory),
    restart: async () => {
      await end();
      now = await start();
    },
  };
}
