import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What Prometheus takes for the same values: its own tool makes its blocks of them. It is in the system's package
 * `prometheus`; PROMTOOL names it where it lies elsewhere.
 */
export function measurePrometheus(directory: string): Record<string, number> {
  const promtool = process.env.PROMTOOL ?? 'promtool';
  const out = join(directory, 'prometheus');
  try {
    const args = ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=24h'];
    execFileSync(promtool, [...args, join(directory, 'samples.om'), out], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } catch (error) {
    console.log(`prometheusBytesPerSample is left out: ${(error as Error).message.split('\n')[0]}`);
    return {};
  }
  return { prometheusBytesPerSample: sizeOf(out) / Number(readFileSync(join(directory, 'values'), 'utf8')) };
}

function sizeOf(directory: string): number {
  return readdirSync(directory, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(directory, entry.name);
    return sum + (entry.isDirectory() ? sizeOf(path) : statSync(path).size);
  }, 0);
}
