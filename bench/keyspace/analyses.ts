import type { AnalysisSummary } from '../../lib/keyspace/analysis-summary';
import type { AppClient } from '../../testing/app-client';
import { residentMb } from '../live/idle-memory';
import { sleep, type Watched } from '../live/watched';
import { cpuSeconds } from './process-cost';

/** As often as the page asks. */
const PROGRESS_MS = 1_000;
const RSS_MS = 100;

/** What a whole analysis took. */
export interface AnalysisCost {
  keys: number;
  keysPerSecond: number;
  /** Of the dashboard's process. */
  cpuSecondsPerMillion: number;
  /** The most that the dashboard's process held in memory, in MB (10⁶ bytes). */
  rssMb: number;
}

interface Answer {
  analyses: AnalysisSummary[];
}

/** Runs analyses through the dashboard's API, as its page does. */
export class Analyses {
  constructor(
    private readonly watched: Watched,
    private readonly client: AppClient,
  ) {}

  /** Runs one to its end: type, TTL, bytes and prefix of every key. */
  async run(pace: 'gentle' | 'normal' | 'fast'): Promise<AnalysisCost> {
    const { pid } = this.watched.app;
    const cpuBefore = cpuSeconds(pid);
    let rssMb = residentMb(pid);
    const watching = setInterval(() => (rssMb = Math.max(rssMb, residentMb(pid))), RSS_MS);
    await this.act('analysis.start', { pace, detail: 'basic' });
    let now = await this.now();
    while (now.state === 'running') {
      await sleep(PROGRESS_MS);
      now = await this.now();
    }
    clearInterval(watching);
    if (now.state !== 'done') throw new Error(`The analysis ended as ${now.state}.`);
    return {
      keys: now.seenKeys,
      keysPerSecond: (now.seenKeys / (now.endedAt! - now.startedAt)) * 1_000,
      cpuSecondsPerMillion: ((cpuSeconds(pid) - cpuBefore) / now.seenKeys) * 1e6,
      rssMb,
    };
  }

  async act(action: string, input: object): Promise<void> {
    const { status, body } = await this.client.act('bench', action, { db: 0, ...input });
    if (status !== 200) throw new Error(`${action} answered ${status}: ${JSON.stringify(body)}`);
  }

  /** The latest one. */
  async now(): Promise<AnalysisSummary> {
    const { status, body } = await this.client.get<Answer>('/api/instances/bench/keys/analyses');
    const latest = status === 200 ? body.analyses[0] : undefined;
    if (!latest) throw new Error(`The analyses answered ${status}.`);
    return latest;
  }
}
