'use client';

import { useEffect, useMemo, useState } from 'react';
import type { MetricId } from '@/lib/metrics/catalogue';
import type { Sample } from '@/lib/metrics/sample';
import type { Point } from '@/lib/metrics/series';
import { useLiveStore } from './live-provider';

/** Enough for the longest span that is followed second by second. */
const KEEP_MS = 320_000;

export interface LiveTail {
  /** Points of a metric newer than `after`, up to `to`. */
  points: (metric: MetricId, after: number, to: number) => Point[];
  /** The newest sample, Unix milliseconds; 0 before the first. */
  at: number;
}

/** What one node's stream has brought since the page opened: the end of its charts between two refreshes. */
export function useLiveTail(node: string | null): LiveTail {
  const store = useLiveStore();
  const [tail, setTail] = useState<{ node: string | null; samples: Sample[] }>({
    node,
    samples: [],
  });
  if (tail.node !== node) setTail({ node, samples: [] });

  useEffect(() => {
    return store.onNews(({ samples }) => {
      const own = samples.filter((sample) => sample.node === node);
      const newest = own.at(-1)?.at ?? 0;
      setTail((now) => ({
        ...now,
        samples: [...now.samples.filter(({ at }) => at > newest - KEEP_MS), ...own],
      }));
    });
  }, [store, node]);

  return useMemo(
    () => ({
      points: (metric, after, to) =>
        tail.samples
          .filter(({ at }) => at > after && at <= to)
          .filter(({ values }) => metric in values || Object.keys(values).length === 0)
          .map(({ at, values }): Point => {
            const value = values[metric] ?? null;
            return [at, value, value, value];
          }),
      at: tail.samples.at(-1)?.at ?? 0,
    }),
    [tail],
  );
}
