import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '@/lib/advisor/rules';
import type { Sample } from '@/lib/metrics/sample';
import { Advisor } from '@/lib/server/advisor/advisor';
import { collector, type InstanceWatcher } from '@/lib/server/collector/collector';
import { putLoadOn } from '../../testing/prometheus/load';
import { startRedis, waitUntil } from '../../testing/servers';
import { recordSamples } from '../history/record-samples';
import { percentile } from '../live/watched';

/** As the collector polls what nobody watches, for as long as a window of a rule reaches back at most. */
const EVERY_MS = 5_000;
const SAMPLES = 3_600_000 / EVERY_MS;
/** What the first rounds take is the compiler's. */
const WARM_UP = 20;

/**
 * `judge-rules-ms.ts DIRECTORY ROUNDS`: watches a real server that has an hour of samples behind it, and lets the
 * advisor judge it again and again.
 */
async function main([directory = '', rounds = '1000']: string[]): Promise<void> {
  const redis = await startRedis();
  await putLoadOn(redis.port);
  const node = `127.0.0.1:${redis.port}`;
  process.env.HITRATE_CONFIG = join(directory, 'hitrate.json');
  process.env.HITRATE_DATA = join(directory, 'data');
  const instances = [{ id: 'bench', url: `redis://${node}` }];
  writeFileSync(process.env.HITRATE_CONFIG, JSON.stringify({ instances }));

  const { history } = collector();
  const past = await recordSamples(SAMPLES, Date.now() - SAMPLES * EVERY_MS, EVERY_MS);
  for (const sample of past) history.append('bench', { ...sample, node } satisfies Sample);
  collector().start();
  const watcher = collector().instances.get('bench')!;
  await waitUntil('everything is known of it', () => isKnown(watcher));

  const advisor = new Advisor(
    () => [watcher],
    () => history,
  );
  const took: number[] = [];
  let cpu = process.cpuUsage();
  for (let round = 0; round < WARM_UP + Number(rounds); round += 1) {
    // Between two rounds the process does something else, as between two rounds of the server.
    await new Promise((resolve) => setImmediate(resolve));
    if (round === WARM_UP) cpu = process.cpuUsage();
    const before = performance.now();
    advisor.judge(watcher, Date.now());
    if (round >= WARM_UP) took.push(performance.now() - before);
  }
  const { user, system } = process.cpuUsage(cpu);
  const verdicts = advisor.verdictsOf(watcher);
  const judged = verdicts.filter(({ verdict }) => verdict.kind === 'fine' || verdict.kind === 'found');
  collector().stop();
  await redis.stop();
  console.log(
    JSON.stringify({
      rules: RULES.length,
      rulesJudged: judged.length,
      rulesMs: percentile(took, 0.5),
      rulesP99Ms: percentile(took, 0.99),
      // What is left of it where nothing else wants the processor.
      rulesCpuMs: (user + system) / 1_000 / Number(rounds),
      rulesWorstMs: percentile(took, 1),
    }),
  );
  process.exit(0);
}

function isKnown(watcher: InstanceWatcher): boolean {
  const [node] = watcher.nodes.values();
  return node?.state.state === 'up' && node.config !== null && node.latest.commands?.values !== undefined;
}

void main(process.argv.slice(2));
