import type { Bench } from './run';
import { measureClientFilter } from './live/client-filter';
import { measureIdleMemory } from './live/idle-memory';
import { measureInfoRate } from './live/info-rate';
import { measureOverview } from './live/overview';
import { measurePageWeight } from './live/page-weight';
import { measureStreams } from './live/streams';
import { startWatched } from './live/watched';

/**
 * The live path: what watching costs Redis, how quickly and completely streams deliver, what the server and the
 * first page weigh, how quickly the overview is there and a long list of clients filters.
 */
export const benchLive: Bench = async ({ quick }) => {
  const figures: Record<string, number> = {};
  const record = (more: Record<string, number>) => {
    for (const [name, value] of Object.entries(more)) {
      figures[name] = Math.round(value * 100) / 100;
      console.log(`${name.padEnd(28)} ${figures[name]}`);
    }
  };
  const watched = await startWatched();
  try {
    record(await measureIdleMemory(watched, quick ? 15 : 60));
    record(await measurePageWeight(watched));
    record(await measureInfoRate(watched, quick ? 10 : 30));
    record(await measureOverview(watched, quick ? 3 : 7));
    record(await measureStreams(watched, quick ? 8 : 20));
  } finally {
    await watched.stop();
  }
  record(await measureClientFilter(quick ? 2_000 : 10_000));
  return figures;
};
