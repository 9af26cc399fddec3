import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeWithProcess } from '../scripts/end-with-process.mjs';
import { ROOT } from '../scripts/setup.mjs';

/** What a build or a run leaves behind, and what neither needs. */
const LEFT_OUT = /^(\.git|\.next|node_modules|data|docs|test-results|playwright-report|.*\.tsbuildinfo)$/;

/** A second copy of the project, for a build of its own; the packages share their files with the first one. */
export function copyProject(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'hitrate-copy-'));
  const forget = removeWithProcess(path);
  for (const name of readdirSync(ROOT).filter((each) => !LEFT_OUT.test(each)))
    cpSync(join(ROOT, name), join(path, name), { recursive: true });
  const packages = [join(ROOT, 'node_modules'), join(path, 'node_modules')];
  try {
    execFileSync('cp', ['-al', ...packages], { stdio: 'ignore' });
  } catch {
    // Another disk, or a system without hard links.
    rmSync(packages[1]!, { recursive: true, force: true });
    execFileSync('cp', ['-R', ...packages]);
  }
  return {
    path,
    remove: () => {
      forget();
      rmSync(path, { recursive: true, force: true });
    },
  };
}
