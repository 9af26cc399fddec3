// @ts-check
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Makes the project ready to run: dependencies, a build, programs of the system. Only Node's own modules are
 * used, because this runs before anything is installed. Each step says what it does, and does nothing where
 * nothing is missing.
 */

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const say = (/** @type {string} */ text) => console.log(`\u203a ${text}`);

/** A failure that one readable line explains. */
export class SetupError extends Error {}

/**
 * Runs a program in the project's folder and shows what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env] added to the environment
 * @returns {boolean} whether it succeeded
 */
function run(command, args, env = {}) {
  const { status } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status === 0;
}

/** @param {string} program @returns {string | null} its path, if it is on the PATH */
export function which(program) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? null;
}

/** Names of packages by package manager. */
const PACKAGES = {
  'redis-server': { 'apt-get': ['redis-server'], dnf: ['redis'], apk: ['redis'], brew: ['redis'] },
  chromium: { 'apt-get': ['chromium'], dnf: ['chromium'], apk: ['chromium'] },
  // The tests compare themselves with both; other distributions do not have the exporter.
  prometheus: { 'apt-get': ['prometheus', 'prometheus-redis-exporter'] },
  compiler: {
    'apt-get': ['python3', 'make', 'g++'],
    dnf: ['python3', 'make', 'gcc-c++'],
    apk: ['python3', 'make', 'g++'],
  },
};
/**
 * What each package manager is called with. RUNLEVEL keeps Debian from starting the service of what it installs:
 * a Redis of ours is another one.
 * @type {Record<string, { refresh?: string[], install: string[] }>}
 */
const MANAGERS = {
  'apt-get': {
    refresh: ['apt-get', 'update', '-qq'],
    install: [
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'RUNLEVEL=1',
      'apt-get',
      'install',
      '-y',
      '--no-install-recommends',
    ],
  },
  dnf: { install: ['dnf', 'install', '-y'] },
  apk: { install: ['apk', 'add'] },
  brew: { install: ['brew', 'install'] },
};

/**
 * Installs something with the system's package manager, after saying so.
 * @param {keyof typeof PACKAGES} what
 * @returns {boolean} false where no known package manager can
 */
export function installFromSystem(what) {
  const packages = /** @type {Record<string, string[]>} */ (PACKAGES[what]);
  const [name, manager] = Object.entries(MANAGERS).find(([each]) => which(each) && packages[each]) ?? [];
  if (!name || !manager) return false;
  // Homebrew refuses to run as root; the others need it.
  const sudo = name !== 'brew' && process.getuid?.() !== 0 ? ['sudo'] : [];
  if (sudo.length > 0 && !which('sudo')) return false;
  const [program = '', ...args] = [...sudo, ...manager.install, .../** @type {string[]} */ (packages[name])];
  say(`Installing with the system's package manager: ${[program, ...args].join(' ')}`);
  if (manager.refresh) {
    const [refresh = '', ...rest] = [...sudo, ...manager.refresh];
    run(refresh, rest);
  }
  return run(program, args);
}

/** Installs the packages of the lock file where they are missing or out of date. */
export function ensureDependencies() {
  const stamp = join(ROOT, 'node_modules', '.hitrate-lock');
  const wanted = fingerprint([join(ROOT, 'package-lock.json')]) + process.version;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Installing the packages of the lock file (npm ci)');
  // better-sqlite3 compiles where no binary can be downloaded; a Node from a package brings its headers along.
  const headers = resolve(dirname(process.execPath), '..');
  /** @type {Record<string, string>} */
  const env = existsSync(join(headers, 'include', 'node', 'node.h')) ? { npm_config_nodedir: headers } : {};
  const install = () => run('npm', ['ci', '--no-audit', '--no-fund'], env) && loads('better-sqlite3');
  if (!install()) {
    const missing = ['python3', 'make', 'g++'].filter((tool) => !which(tool));
    if (missing.length === 0 || !installFromSystem('compiler') || !install())
      throw new SetupError(
        missing.length > 0
          ? `better-sqlite3 could not be built: install ${missing.join(', ')} and try again.`
          : 'The packages could not be installed; npm says why above.',
      );
  }
  writeFileSync(stamp, wanted);
}

/** @param {string} name @returns {boolean} whether the package can be loaded by this Node */
function loads(name) {
  const code = `new (require(${JSON.stringify(name)}))(':memory:').close()`;
  return spawnSync(process.execPath, ['-e', code], { cwd: ROOT }).status === 0;
}

/**
 * The path of PUBLIC_URL, which Next fixes when it builds.
 * @throws {SetupError} Here already, since the build would fail before the server could name the mistake.
 */
function publicPath() {
  const text = process.env.PUBLIC_URL;
  if (!text) return '';
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new SetupError(
      'PUBLIC_URL must be the address in the browser, like https://ops.example.com/hitrate.',
    );
  return new URL(text).pathname.replace(/\/+$/, '');
}

const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.js',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
  'postcss.config.mjs',
];

/**
 * Builds the dashboard where the build is missing, older than the sources or for another path prefix.
 * @returns {string} the folder of the built server
 */
export function ensureBuild() {
  const standalone = join(ROOT, '.next', 'standalone');
  const stamp = join(ROOT, '.next', 'hitrate-build');
  const wanted = fingerprint(SOURCES.map((path) => join(ROOT, path))) + publicPath();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return standalone;
  // A build that is broken off must not pass for the one before it.
  rmSync(stamp, { force: true });
  say('Building the dashboard (about a minute)');
  if (
    !run(process.execPath, [join(ROOT, 'node_modules/next/dist/bin/next'), 'build'], {
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    })
  )
    throw new SetupError('The build failed; Next says why above.');
  // The standalone server serves what lies beside it.
  mkdirSync(join(standalone, '.next'), { recursive: true });
  execFileSync('cp', ['-R', join(ROOT, '.next', 'static'), join(standalone, '.next')]);
  execFileSync('cp', ['-R', join(ROOT, 'public'), standalone]);
  writeFileSync(stamp, wanted);
  return standalone;
}

/**
 * A hash over files and folders: names and contents.
 * @param {string[]} paths
 */
function fingerprint(paths) {
  const hash = createHash('sha256');
  /** @param {string} path */
  const add = (path) => {
    // What only tests read makes no other build.
    if (!existsSync(path) || /\.test\.tsx?$|\/fixtures$/.test(path)) return;
    if (statSync(path).isDirectory())
      return readdirSync(path)
        .sort()
        .forEach((name) => add(join(path, name)));
    hash.update(relative(ROOT, path)).update(readFileSync(path));
  };
  paths.forEach(add);
  return hash.digest('hex');
}
