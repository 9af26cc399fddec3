import type { Bench } from './run';
import { measureHitRatio } from './history/hit-ratio';
import { measureAtRoute } from './history/at-route';
import { measurePrometheus } from './history/prometheus';
import { runInside } from './run-inside';
import { startWatched } from './live/watched';

/**
 * The history: what a value takes on the disk beside what Prometheus takes for the same ones, what storing costs, how
 * quickly a day is there at the route and after a restart, and whether the hit rate is what really happened.
 */
export const benchHistory: Bench = async ({ quick }) => {
  const figures: Record<string, number> = {};
  const record = (more: Record<string, number>) => {
    for (const [name, value] of Object.entries(more)) {
      figures[name] = Math.round(value * 1000) / 1000;
      console.log(`${name.padEnd(28)} ${figures[name]}`);
    }
  };
  const stored = await runInside('history/store-a-day.ts', [String(quick ? 4 : 24)]);
  record(stored.figures);
  record(await measurePrometheus(stored.directory));
  const watched = await startWatched();
  try {
    record(await measureHitRatio(watched, quick ? 20 : 60));
    record(await measureAtRoute(watched, quick ? 2 : 7));
  } finally {
    await watched.stop();
  }
  return figures;
};
