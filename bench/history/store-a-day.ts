import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keptOf } from '@/lib/metrics/columns';
import type { Sample } from '@/lib/metrics/sample';
import { openDatabase, openHistoryConnection } from '@/lib/server/database';
import { StoredHistory } from '@/lib/server/history/stored-history';
import { recordSamples } from './record-samples';
import { writeOpenMetrics } from './write-open-metrics';

/** Polls each five seconds, info and commands; the latency histogram each fifteen: 150 series. */
const EVERY_MS = 5_000;
const HOUR_MS = 3_600_000;
const INSTANCES = 10;

/** `store-a-day.ts DIRECTORY HOURS`: records a real server, stores it, and leaves the same values for Prometheus. */
async function main([directory = '', hours = '24']: string[]): Promise<void> {
  const polls = (Number(hours) * HOUR_MS) / EVERY_MS;
  // The last hour is sealed too.
  const start = Math.floor(Date.now() / HOUR_MS - Number(hours) - 2) * HOUR_MS;
  const samples = await recordSamples(polls, start, EVERY_MS);
  const values = samples.reduce((sum, sample) => sum + keptOf(sample).length, 0);

  const database = openDatabase(directory);
  const empty = bytesOf(directory, database);
  const connection = openHistoryConnection(directory);
  const history = new StoredHistory(connection, 1e12);
  const before = process.cpuUsage();
  for (const [index, sample] of samples.entries()) {
    history.append('bench', sample);
    if (index % 1_440 === 0) await history.maintain(sample.at);
  }
  await history.maintain(start + (Number(hours) + 2) * HOUR_MS);
  const { user, system } = process.cpuUsage(before);
  const bytes = bytesOf(directory, database) - empty;
  const { tiers, longestPieceMs, writeMs } = history.cost('bench');

  await writeOpenMetrics(join(directory, 'samples.om'), samples);
  writeFileSync(join(directory, 'values'), String(values));
  console.log(
    JSON.stringify({
      series: seriesOf(samples),
      bytesPerSample: bytes / values,
      fiveSecondBytesPerSample: tiers[1]!.bytes / tiers[1]!.values,
      ingestCpuPercent: ((((user + system) / 1000) * INSTANCES) / (Number(hours) * HOUR_MS)) * 100,
      writeMs: writeMs ?? NaN,
      longestPieceMs,
    }),
  );
}

/** Of the whole file, all that is written put in its place. */
function bytesOf(directory: string, database: ReturnType<typeof openDatabase>): number {
  database.pragma('wal_checkpoint(TRUNCATE)');
  return statSync(join(directory, 'hitrate.sqlite')).size;
}

const seriesOf = (samples: readonly Sample[]) =>
  new Set(samples.flatMap((sample) => keptOf(sample).map(([column]) => column))).size;

void main(process.argv.slice(2));
