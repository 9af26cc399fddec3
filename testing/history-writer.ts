import { writeSync } from 'node:fs';
import { openHistoryConnection } from '@/lib/server/database';
import { StoredHistory } from '@/lib/server/history/stored-history';
import { nthSample } from './nth-sample';

/**
 * `history-writer.ts DIRECTORY FROM`: writes one sample after the other and says each number as soon as it is kept,
 * sealing all the while, until it is killed.
 */
async function main([directory = '', from = '0']: string[]): Promise<void> {
  const history = new StoredHistory(openHistoryConnection(directory), 1_000_000_000);
  for (let n = Number(from); ; n += 1) {
    const sample = nthSample(n);
    history.append('shop', sample);
    writeSync(1, `${n}\n`);
    if (n % 50 === 0) void history.maintain(sample.at);
    await new Promise(setImmediate);
  }
}

void main(process.argv.slice(2));
