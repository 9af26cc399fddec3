'use client';

import { useMemo } from 'react';
import type { MetricId } from '@/lib/metrics/catalogue';
import type { Marker } from '@/lib/metrics/markers';
import type { Point } from '@/lib/metrics/series';
import type { HistoryResponse } from '@/lib/schemas/history';
import { useRefreshed } from './use-refreshed';

export interface HistoryView {
  /** Points by metric; none where the server has none. */
  points: (metric: MetricId) => readonly Point[];
  markers: readonly Marker[];
  /** The newest moment that the answer can contain, Unix milliseconds. */
  stepMs: number;
}

/**
 * Metrics of the past up to now; by default asked again once per step of their grid.
 *
 * @param instance whose
 * @param query what to ask: metrics, length of the span in milliseconds, points, node
 * @param initial what the server rendered for the first query
 * @param intervalMs how often it is asked again; `null` keeps what is there
 */
export function useHistory(
  instance: string,
  query: { metrics: readonly MetricId[]; span: number; points: number; node: string | null },
  initial: HistoryResponse,
  intervalMs: number | null = Math.max(2_000, query.span / query.points),
): HistoryView {
  const search = new URLSearchParams({
    metrics: query.metrics.join(','),
    span: String(query.span),
    points: String(query.points),
    ...(query.node !== null && { node: query.node }),
  });
  const { data } = useRefreshed(`/api/instances/${instance}/history?${search}`, initial, intervalMs);
  return useMemo(() => {
    const byMetric = new Map(data.series.map(({ metric, points }) => [metric, points as readonly Point[]]));
    return { points: (metric) => byMetric.get(metric) ?? [], markers: data.markers, stepMs: data.stepMs };
  }, [data]);
}
