// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findRedisServer } from './redis-server.mjs';
import { ensureBuild, ensureDependencies, installFromSystem, ROOT, SetupError, which } from './setup.mjs';

/**
 * `npm test`: installs what is missing and runs everything: format, lint, types, unit, integration, browser.
 * Every stage runs even after one has failed; the last line counts them all.
 */

const RESULTS = join(ROOT, 'test-results');

/**
 * @typedef {object} Count
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} failures names of what failed, with the first lines of why
 * @property {string[]} [repeated] the same of what failed once and then passed
 */

/**
 * @param {string} name
 * @param {string[]} command a program of node_modules/.bin and its arguments
 */
function runTool(name, [program = '', ...args]) {
  console.log(`\n\u203a ${name}`);
  const path = join(ROOT, 'node_modules', '.bin', program);
  return spawnSync(path, args, { cwd: ROOT, stdio: 'inherit' }).status === 0;
}

/**
 * A stage that either passes or fails as a whole.
 * @param {string} name
 * @param {...string[]} commands
 * @returns {Count}
 */
function check(name, ...commands) {
  const passed = commands.every((command) => runTool(name, command));
  return { passed: Number(passed), failed: Number(!passed), failures: passed ? [] : [name] };
}

/**
 * A stage of tests, counted by its own report.
 * @param {string} name
 * @param {string[]} command
 * @param {string} report file that it writes
 * @param {(report: any) => Count} count
 * @returns {Count}
 */
function tests(name, command, report, count) {
  const path = join(RESULTS, report);
  rmSync(path, { force: true });
  const succeeded = runTool(name, command);
  const counted = existsSync(path)
    ? count(JSON.parse(readFileSync(path, 'utf8')))
    : { passed: 0, failed: 0, failures: [] };
  // A runner that died without a failed test is a failure all the same, and so is one that ran none.
  if ((!succeeded || counted.passed === 0) && counted.failed === 0)
    return { ...counted, failed: 1, failures: [`${name}: the runner failed, not a test`] };
  return counted;
}

/**
 * A failed test for the list at the end.
 * @param {string} name
 * @param {string | undefined} message what the runner says of it, with colours and a stack
 */
const failure = (name, message = '') =>
  [
    name,
    ...message
      .replace(/\x1b\[\d*m/g, '')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(0, 6),
  ].join('\n    ');

/** @param {string} project */
const vitest = (project) =>
  tests(
    `${project} tests`,
    [
      'vitest',
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${join(RESULTS, `${project}.json`)}`,
    ],
    `${project}.json`,
    ({ numPassedTests, numFailedTests, testResults }) => ({
      passed: numPassedTests,
      failed: numFailedTests,
      failures: testResults.flatMap((/** @type {any} */ file) =>
        file.assertionResults
          .filter((/** @type {any} */ { status }) => status === 'failed')
          .map((/** @type {any} */ { fullName, failureMessages }) =>
            failure(`${relative(ROOT, file.name)} › ${fullName}`, failureMessages[0]),
          ),
      ),
    }),
  );

const browserTests = () =>
  tests('browser tests', ['playwright', 'test'], 'browser.json', ({ stats, suites }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    failures: suites.flatMap((/** @type {any} */ suite) => specsThatWere('unexpected', suite)),
    repeated: suites.flatMap((/** @type {any} */ suite) => specsThatWere('flaky', suite)),
  }));

/**
 * @param {'unexpected' | 'flaky'} status failed each time, or passed when it was repeated
 * @param {any} suite of Playwright's report: specs, and suites within
 * @returns {string[]}
 */
const specsThatWere = (status, { specs, suites = [] }) => [
  ...specs
    .filter((/** @type {any} */ { tests }) => tests.some((/** @type {any} */ run) => run.status === status))
    .map((/** @type {any} */ { file, title, tests: [run] }) =>
      failure(`e2e/${file} › ${title}`, run.results[0]?.error?.message),
    ),
  ...suites.flatMap((/** @type {any} */ suite) => specsThatWere(status, suite)),
];

function ensurePrograms() {
  if (!findRedisServer() && !(installFromSystem('redis-server') && findRedisServer()))
    throw new SetupError('The tests need redis-server or valkey-server on the PATH.');
  const missing = ['prometheus', 'promtool', 'prometheus-redis-exporter'].some((name) => !which(name));
  if (missing && !installFromSystem('prometheus'))
    console.log('Without prometheus and prometheus-redis-exporter, the tests that need them are left out.');
  if (process.env.PLAYWRIGHT_CHROMIUM_PATH || which('chromium') || which('google-chrome')) return;
  if (installFromSystem('chromium') && which('chromium')) return;
  if (!runTool("Playwright's own Chromium", ['playwright', 'install', '--with-deps', 'chromium']))
    throw new SetupError('The browser tests need Chromium: install it, or set PLAYWRIGHT_CHROMIUM_PATH.');
}

function main() {
  ensureDependencies();
  ensurePrograms();
  const stages = [
    check('format', ['prettier', '--check', '.', '--log-level', 'warn']),
    check('lint', ['eslint', '.', '--max-warnings', '0']),
    check('types', ['next', 'typegen'], ['tsc', '--noEmit']),
    vitest('unit'),
  ];
  ensureBuild();
  stages.push(vitest('integration'), browserTests());
  const list = (/** @type {string} */ title, /** @type {string[]} */ names) => {
    if (names.length > 0) console.log(`\n${title}:\n\n  ${names.join('\n\n  ')}`);
  };
  list(
    'Passed only when it was repeated',
    stages.flatMap(({ repeated = [] }) => repeated),
  );
  list(
    'Failed',
    stages.flatMap(({ failures }) => failures),
  );
  const sum = (/** @type {'passed' | 'failed'} */ part) =>
    stages.reduce((total, stage) => total + stage[part], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  process.exit(sum('failed') === 0 ? 0 : 1);
}

try {
  main();
} catch (error) {
  console.error(error instanceof SetupError ? `The tests cannot run: ${error.message}` : error);
  console.log('\n0 passed, 1 failed');
  process.exit(1);
}
