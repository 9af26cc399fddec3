import { benchAdvice } from './advice';
import { benchAnalytics } from './analytics';
import { benchHistory } from './history';
import { benchKeyspace } from './keyspace';
import { benchLive } from './live';

/** A benchmark: measures itself beside a peer in the same run. */
export type Bench = (options: { quick: boolean }) => Promise<Record<string, number>>;

const BENCHES: Record<string, Bench> = {
  live: benchLive,
  analytics: benchAnalytics,
  keyspace: benchKeyspace,
  history: benchHistory,
  advice: benchAdvice,
};

/** `npm run bench -- NAME [--quick]`: prints what it measures as it goes; the last line is JSON. */
async function main(): Promise<void> {
  const [name = '', ...flags] = process.argv.slice(2);
  const bench = BENCHES[name];
  if (!bench) {
    console.error(`There is no benchmark "${name}". These exist: ${Object.keys(BENCHES).join(', ')}.`);
    process.exit(1);
  }
  const figures = await bench({ quick: flags.includes('--quick') });
  console.log(JSON.stringify({ name, figures }));
  process.exit(0);
}

void main();
