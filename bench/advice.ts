import type { Bench } from './run';
import { measureMetrics } from './advice/metrics-ms';
import { runInside } from './run-inside';

/**
 * Advice: how long all rules take for one instance, how long `/metrics` takes for ten, and in how many values it
 * differs from a real redis_exporter on the same replies.
 */
export const benchAdvice: Bench = async ({ quick }) => {
  const figures: Record<string, number> = {};
  const record = (more: Record<string, number>) => {
    for (const [name, value] of Object.entries(more)) {
      figures[name] = Math.round(value * 1000) / 1000;
      console.log(`${name.padEnd(28)} ${figures[name]}`);
    }
  };
  record((await runInside('advice/judge-rules-ms.ts', [String(quick ? 100 : 1_000)])).figures);
  record({ ...(await measureMetrics()) });
  return figures;
};
