import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithProcess, removeWithProcess } from '../scripts/end-with-process.mjs';

/**
 * Runs a script of these folders as part of the server, which no browser's code may be.
 * @param args after the directory that it may fill
 * @param directory its own by default
 * @returns that directory, and the figures that its last line says
 */
export async function runInside(
  script: string,
  args: readonly string[],
  directory = mkdtempSync(join(tmpdir(), 'hitrate-bench-')),
): Promise<{ directory: string; figures: Record<string, number> }> {
  removeWithProcess(directory);
  const path = join('bench', script);
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', path, directory, ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  endWithProcess(child);
  let output = '';
  child.stdout.on('data', (text) => (output += String(text)));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${script} ended with ${String(code)}.`);
  return { directory, figures: JSON.parse(output.trim().split('\n').at(-1)!) as Record<string, number> };
}
