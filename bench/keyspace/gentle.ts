import { percentile, sleep, type Watched } from '../live/watched';
import { Analyses } from './analyses';
import { Load } from './load';

const OPS_PER_SECOND = 10_000;
const WINDOW_MS = 4_000;
/** A pace that has just begun finds out first what it may do. */
const SETTLING_MS = 4_000;

export interface GentleCost {
  keysPerSecond: number;
  /** The median over pairs of windows: one with the analysis at work, one without it. */
  addedP99Ms: number;
  baseP99Ms: number;
}

/** What a load notices of a gentle analysis: windows with and without it by turns, so that the machine's moods meet both. */
export async function measureGentle(watched: Watched, pairs: number): Promise<GentleCost> {
  const analyses = new Analyses(watched, await watched.signIn());
  const load = new Load(watched.redis.port, OPS_PER_SECOND);
  const bases: number[] = [];
  const added: number[] = [];
  const speeds: number[] = [];
  await load.start();
  try {
    for (let pair = 0; pair < pairs; pair += 1) {
      const base = percentile(await load.during(WINDOW_MS), 0.99);
      await analyses.act('analysis.start', { pace: 'gentle', detail: 'basic' });
      await sleep(SETTLING_MS);
      const before = await analyses.now();
      const began = performance.now();
      const scanning = percentile(await load.during(WINDOW_MS), 0.99);
      const seconds = (performance.now() - began) / 1_000;
      const after = await analyses.now();
      // Too few keys for the time: its end would be taken for a rest.
      if (after.state !== 'running') throw new Error('The analysis ended while it was watched.');
      await analyses.act('analysis.cancel', { id: after.id });
      speeds.push((after.seenKeys - before.seenKeys) / seconds);
      bases.push(base);
      added.push(scanning - base);
    }
  } finally {
    load.stop();
  }
  return {
    keysPerSecond: percentile(speeds, 0.5),
    addedP99Ms: percentile(added, 0.5),
    baseP99Ms: percentile(bases, 0.5),
  };
}
