'use client';

import { useMemo } from 'react';
import type { Absence } from '@/lib/metrics/absences';
import type { MetricId } from '@/lib/metrics/catalogue';
import type { Marker } from '@/lib/metrics/markers';
import type { Point } from '@/lib/metrics/series';
import type { HistoryResponse } from '@/lib/schemas/history';
import type { AskedSpan, Before } from '@/lib/time-span';
import { useRefreshed } from './use-refreshed';

/** One question to the history. */
export interface HistoryQuestion extends AskedSpan {
  metrics: readonly MetricId[];
  points: number;
  node: string | null;
  /** The period to compare with. */
  before?: Before | null;
}

export interface HistoryView {
  /** Points by metric; none where the server has none. */
  points: (metric: MetricId) => readonly Point[];
  /** The points of the period before, moved to where they are drawn; `undefined` where nothing is compared. */
  previous: (metric: MetricId) => readonly Point[] | undefined;
  markers: readonly Marker[];
  absences: readonly Absence[];
  /** The step of the grid in milliseconds. */
  stepMs: number;
  /** Why there are no points. */
  problem: HistoryResponse['problem'];
}

const NOTHING: HistoryResponse = { stepMs: 1_000, series: [], markers: [], absences: [], problem: null };

/**
 * Metrics over a span; where it follows the present they are asked again, by default once per step of their grid.
 *
 * @param instance whose
 * @param question what to ask; a span with both ends stands still
 * @param initial what the server rendered for the first question
 * @param intervalMs how often it is asked again; `null` keeps what is there
 */
export function useHistory(
  instance: string,
  question: HistoryQuestion,
  initial: HistoryResponse,
  intervalMs: number | null = question.to === undefined
    ? Math.max(2_000, question.span / question.points)
    : null,
): HistoryView {
  const { data } = useRefreshed(historyPath(instance, question), initial, intervalMs);
  const { before, points, span } = question;
  const asked = before && { ...before, span: before.to - before.from };
  const wider = asked ? Math.ceil((points * asked.span) / span) : points;
  const { data: earlier, pending } = useRefreshed(
    asked ? historyPath(instance, { ...question, ...asked, points: wider }) : null,
    NOTHING,
    null,
    true,
    true,
  );
  // What was before another span is not what was before this one.
  const shiftMs = before && !(pending && question.to !== undefined) ? before.shiftMs : null;
  return useMemo(() => {
    const now = byMetric(data, 0);
    const then = shiftMs === null ? null : byMetric(earlier, shiftMs);
    return {
      points: (metric) => now.get(metric) ?? [],
      previous: (metric) => then?.get(metric),
      markers: data.markers,
      absences: data.absences,
      stepMs: data.stepMs,
      problem: data.problem,
    };
  }, [data, earlier, shiftMs]);
}

function historyPath(instance: string, { metrics, span, from, to, points, node }: HistoryQuestion): string {
  const fixed = from !== undefined && to !== undefined;
  const search = new URLSearchParams({
    metrics: metrics.join(','),
    ...(fixed ? { from: String(Math.round(from)), to: String(Math.round(to)) } : { span: String(span) }),
    points: String(points),
    ...(node !== null && { node }),
  });
  return `/api/instances/${instance}/history?${search}`;
}

const byMetric = ({ series }: HistoryResponse, shiftMs: number) =>
  new Map<string, readonly Point[]>(
    series.map(({ metric, points }) => [
      metric,
      shiftMs === 0 ? points : points.map(([at, value, min, max]): Point => [at + shiftMs, value, min, max]),
    ]),
  );
