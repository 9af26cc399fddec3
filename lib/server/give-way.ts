import 'server-only';
import { readdirSync } from 'node:fs';
import { setPriority } from 'node:os';

/** Niceness: a tenth of the processor's time where it is short, all of it where nobody else wants it. */
const NICENESS = 10;

/**
 * Lets Redis go first where it runs on the same machine: this process only watches. On Linux a priority is of one
 * thread, so each of them is told; those that begin later inherit it.
 */
export function giveWay(): void {
  for (const thread of threads()) {
    try {
      setPriority(thread, NICENESS);
    } catch {
      // It has just ended, or the system does not let us be nice: nothing but that is lost.
    }
  }
}

function threads(): number[] {
  if (process.platform !== 'linux') return [process.pid];
  return readdirSync('/proc/self/task').map(Number);
}
