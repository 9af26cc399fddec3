import { readFileSync } from 'node:fs';
import { sleep, type Watched } from './watched';

/** Resident memory of the server's process while nobody looks, after `seconds`. Linux only: it reads /proc. */
export async function measureIdleMemory({ app }: Watched, seconds: number): Promise<{ idleRssMb: number }> {
  await sleep(seconds * 1000);
  return { idleRssMb: residentMb(app.pid) };
}

/** Resident memory of a process in MB (10⁶ bytes). */
export function residentMb(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kilobytes) * 1024) / 1e6;
}
