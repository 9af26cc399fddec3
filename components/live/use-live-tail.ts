'use client';

import { useEffect, useState } from 'react';
import type { MetricId } from '@/lib/metrics/catalogue';
import type { Marker } from '@/lib/metrics/markers';
import type { Sample } from '@/lib/metrics/sample';
import type { Point } from '@/lib/metrics/series';
import { useLiveStore } from './live-provider';

/** Enough for the longest span that is followed second by second. */
const KEEP_MS = 320_000;

export interface LiveTail {
  /** Points of a metric newer than `after`. */
  points: (metric: MetricId, after: number) => Point[];
  markers: readonly Marker[];
}

/** What one node's stream has brought since the page opened: the end of its charts between two refreshes. */
export function useLiveTail(node: string | null): LiveTail {
  const store = useLiveStore();
  const [tail, setTail] = useState<{ node: string | null; samples: Sample[]; markers: Marker[] }>({
    node,
    samples: [],
    markers: [],
  });
  if (tail.node !== node) setTail({ node, samples: [], markers: tail.markers });

  useEffect(() => {
    const stopSamples = store.onSample((sample) => {
      if (sample.node !== node) return;
      setTail((now) => ({
        ...now,
        samples: [...now.samples.filter(({ at }) => at > sample.at - KEEP_MS), sample],
      }));
    });
    const stopMarkers = store.onMarker((marker) =>
      setTail((now) => ({ ...now, markers: [...now.markers.slice(-50), marker] })),
    );
    return () => {
      stopSamples();
      stopMarkers();
    };
  }, [store, node]);

  return {
    points: (metric, after) =>
      tail.samples
        .filter(({ at, values }) => at > after && (metric in values || Object.keys(values).length === 0))
        .map(({ at, values }): Point => {
          const value = values[metric] ?? null;
          return [at, value, value, value];
        }),
    markers: tail.markers,
  };
}
