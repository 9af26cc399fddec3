import { openHistoryConnection } from '@/lib/server/database';
import { StoredHistory } from '@/lib/server/history/stored-history';
import { nthSample, NTH_EVERY_MS } from '../../testing/nth-sample';

const DAY_MS = 86_400_000;

/** `fill.ts DIRECTORY NODE DAYS`: the past of one node, up to now, in the file of a running dashboard. */
async function main([directory = '', node = '', days = '7']: string[]): Promise<void> {
  const history = new StoredHistory(openHistoryConnection(directory), 1e12);
  await history.forget('bench');
  const end = Math.floor(Date.now() / NTH_EVERY_MS) * NTH_EVERY_MS;
  const polls = (Number(days) * DAY_MS) / NTH_EVERY_MS;
  for (let n = 0; n < polls; n += 1) {
    const at = end - (polls - n) * NTH_EVERY_MS;
    history.append('bench', { ...nthSample(n), node, at });
    if (n % 1_440 === 0) await history.maintain(at);
  }
  console.log(JSON.stringify({ polls }));
}

void main(process.argv.slice(2));
