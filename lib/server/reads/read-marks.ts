import 'server-only';
import { findAbsences, type Absence } from '@/lib/metrics/absences';
import type { MetricId } from '@/lib/metrics/catalogue';
import type { Marker } from '@/lib/metrics/markers';
import type { Access } from '../access';
import { collector } from '../collector';
import type { NodeWatcher } from '../node-watcher';
import { seenMarkers } from '../seen-markers';

/** Every reply to INFO has it. */
const WITNESS: MetricId = 'uptimeSeconds';
/** Longer than saves and outages that are worth a band in a chart. */
const LONGEST_MS = 86_400_000;

const isDown = ({ state }: NodeWatcher) => state.state === 'down';

/**
 * What is drawn over every chart of a span: what happened to its nodes, and when they were down or not watched.
 * @param span Unix milliseconds, and the points of the charts
 */
export async function readMarks(
  access: Access,
  nodes: readonly NodeWatcher[],
  span: { from: number; to: number; points: number },
): Promise<{ markers: Marker[]; absences: Absence[] }> {
  const { from, to, points } = span;
  const { history } = collector();
  const ids = nodes.map(({ id }) => id);
  // What began in the span may have ended after it.
  const all = await seenMarkers(access, await history.markers(access.instance.id, from, to + LONGEST_MS));
  const own = all.filter(({ node, kind }) => kind === 'action' || ids.includes(node));
  const absences = await Promise.all(
    nodes.map(async (node) => {
      const { stepMs, series } = await history.series({
        instance: access.instance.id,
        nodes: [node.id],
        metrics: [WITNESS],
        ...{ from, to, points },
      });
      return findAbsences(
        series[0]?.points ?? [],
        own.filter((marker) => marker.node === node.id),
        { stepMs, from, to: Math.min(to, Date.now()), downSince: isDown(node) ? node.state.since : null },
      );
    }),
  );
  return {
    markers: own.filter((marker) => (marker.from ?? marker.at) <= to),
    absences: absences.flat().sort((a, b) => a.from - b.from),
  };
}
