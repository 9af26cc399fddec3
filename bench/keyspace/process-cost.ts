import { readFileSync } from 'node:fs';

/** Ticks of the kernel's clock in a second, on every Linux that is in use. */
const TICKS_PER_SECOND = 100;

/** CPU seconds that a process has used so far. Linux only: it reads /proc. */
export function cpuSeconds(pid: number): number {
  // After the name in parentheses, which may hold spaces; utime and stime are the 14th and 15th fields of all.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
