import { writeCounter, writeRequests } from '@/lib/patterns/counters/write';
import { type Run } from './run-plan';

/** Adds up in the process what happens often, so that the server hears of it once a second. */
export interface Tally {
  count: (metric: string, tags?: Record<string, string>) => void;
  request: (failed?: boolean) => void;
  /** Writes what came together, and begins anew. */
  flush: (run: Run, now: number) => Promise<void>;
}

export function createTally(): Tally {
  let requests = 0;
  let errors = 0;
  let counts = new Map<string, { metric: string; tags?: Record<string, string>; amount: number }>();
  return {
    count: (metric, tags) => {
      const name = JSON.stringify([metric, tags]);
      const entry = counts.get(name) ?? { metric, tags, amount: 0 };
      entry.amount++;
      counts.set(name, entry);
    },
    request: (failed = false) => {
      requests++;
      if (failed) errors++;
    },
    flush: async (run, now) => {
      const entries = [...counts.values()];
      const [seen, failed] = [requests, errors];
      [counts, requests, errors] = [new Map(), 0, 0];
      await Promise.all([
        run(writeRequests(seen, failed)),
        ...entries.map(({ metric, tags, amount }) => run(writeCounter(now, metric, amount, tags))),
      ]);
    },
  };
}
