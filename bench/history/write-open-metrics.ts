import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { keptOf, kindOfColumn } from '@/lib/metrics/columns';
import type { Sample } from '@/lib/metrics/sample';

/** The same values as Prometheus would scrape them: gauges as they are, counters as they rise. */
export async function writeOpenMetrics(path: string, samples: readonly Sample[]): Promise<void> {
  const totals = new Map<string, number>();
  const lines = new Map<string, string[]>();
  for (const sample of samples) {
    for (const [column, value] of keptOf(sample)) {
      const [name, label] = column.split('/') as [string, string?];
      const isCounter = kindOfColumn(column) === 'counter';
      const total = isCounter ? (totals.get(column) ?? 0) + value : value;
      if (isCounter) totals.set(column, total);
      const series = `${name}${isCounter ? '_total' : ''}{instance="bench"${label ? `,label="${label}"` : ''}}`;
      const own = lines.get(name) ?? [`# TYPE ${name} ${isCounter ? 'counter' : 'gauge'}`];
      lines.set(name, own);
      own.push(`${series} ${total} ${sample.at / 1000}`);
    }
  }
  const file = createWriteStream(path);
  // A family's lines stand together.
  for (const own of lines.values()) if (!file.write(`${own.join('\n')}\n`)) await once(file, 'drain');
  file.end('# EOF\n');
  await once(file, 'close');
}
