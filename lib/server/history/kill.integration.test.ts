import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MetricId } from '@/lib/metrics/catalogue';
import { endWithProcess } from '@/scripts/end-with-process.mjs';
import { openHistoryAt, type HistoryAt } from '@/testing/history-at';
import { nthSample, NTH_EVERY_MS, NTH_START } from '@/testing/nth-sample';
import { PlainHistory } from '@/testing/plain-history';
import { randomOf } from '@/testing/random-of';

const ROUNDS = 8;
const SEED = 7;
const METRICS: MetricId[] = ['usedMemoryBytes', 'commandsPerSecond', 'rssOverheadFactor'];

let at: HistoryAt;
beforeAll(() => {
  at = openHistoryAt();
  at.crash();
});
afterAll(() => at.remove());

/** Writes from the n-th sample on, and is killed. @returns the number of the last sample that it said to be kept */
async function writeAndKill(from: number, afterMs: number): Promise<number> {
  const args = ['--conditions=react-server', '--import', 'tsx', 'testing/history-writer.ts'];
  const child = spawn(process.execPath, [...args, at.directory, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  endWithProcess(child);
  let said = '';
  child.stdout.on('data', (text) => (said += String(text)));
  await once(child.stdout, 'data');
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  child.kill('SIGKILL');
  await once(child, 'close');
  // The last line may have been cut.
  return Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1));
}

it('kill -9 at any moment loses no sample that was said to be kept', { timeout: 120_000 }, async () => {
  const random = randomOf(SEED);
  const plain = new PlainHistory();
  let next = 0;
  let sealed = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const acknowledged = await writeAndKill(next, 50 + Math.floor(random() * 1500));
    const history = at.reopen();
    const [newest] = history.since('shop', 0).slice(-1);
    const kept = Math.floor((newest!.at - NTH_START) / NTH_EVERY_MS);
    expect(kept, `round ${round}`).toBeGreaterThanOrEqual(acknowledged);
    expect(kept, `round ${round}`).toBeLessThanOrEqual(acknowledged + 1);
    for (; next <= kept; next += 1) plain.append(nthSample(next));

    const query = { instance: 'shop', nodes: ['a:1'], from: NTH_START, to: newest!.at, points: 2_000 };
    const { stepMs, series } = await history.series({ ...query, metrics: METRICS });
    for (const { metric, points } of series) {
      const expected = plain.points('a:1', metric, stepMs, query.from, query.to);
      expect(points.map(([moment]) => moment)).toEqual(expected.map(([moment]) => moment));
      points.forEach(([, mean], index) => expect(mean).toBeCloseTo(expected[index]![1]!, 6));
    }
    sealed = history.cost('shop').tiers[1]!.bytes;
    at.crash();
  }
  expect(next).toBeGreaterThan(1_000);
  expect(sealed).toBeGreaterThan(0);
});
