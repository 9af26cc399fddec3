// @ts-check
// Nothing that this process started or made outlives it, whichever way it goes (SIGKILL excepted).
import { rmSync } from 'node:fs';

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();
/** @type {Set<string>} */
const directories = new Set();
let guarded = false;

function endAll() {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
  directories.clear();
}

function guard() {
  if (guarded) return;
  guarded = true;
  process.once('exit', endAll);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => {
      // Whoever else handles the signal ends things in its own order; 'exit' catches what that leaves.
      if (process.listenerCount(signal) > 0) return;
      endAll();
      process.kill(process.pid, signal);
    });
  }
}

/**
 * Kills the child when this process ends, unless it has ended before.
 * @param {import('node:child_process').ChildProcess} child
 */
export function endWithProcess(child) {
  guard();
  children.add(child);
  child.once('exit', () => children.delete(child));
  child.once('error', () => children.delete(child));
}

/**
 * Removes the directory when this process ends.
 * @param {string} directory
 * @returns {() => void} Removes it now.
 */
export function removeWithProcess(directory) {
  guard();
  directories.add(directory);
  return () => {
    if (directories.delete(directory)) rmSync(directory, { recursive: true, force: true });
  };
}
