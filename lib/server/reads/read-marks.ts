import 'server-only';
import { may } from '@/lib/capabilities';
import { findAbsences, type Absence } from '@/lib/metrics/absences';
import type { MetricId } from '@/lib/metrics/catalogue';
import type { Marker } from '@/lib/metrics/markers';
import type { HistoryProblem } from '@/lib/schemas/history';
import type { Access } from '../access';
import { collector } from '../collector/collector';
import type { NodeWatcher } from '../collector/node-watcher';
import { seenMarkers } from '../collector/seen-markers';
import { orProblem } from './or-problem';

/** Every reply to INFO has it. */
const WITNESS: MetricId = 'uptimeSeconds';
/** Longer than saves and outages that are worth a band in a chart. */
const LONGEST_MS = 86_400_000;

const isDown = ({ state }: NodeWatcher) => state.state === 'down';

/** What is drawn over every chart of a span. */
export interface Marks {
  markers: Marker[];
  absences: Absence[];
  /** Why nobody can say when the nodes were down or not watched: then there are no absences. */
  problem: HistoryProblem | null;
}

/**
 * What is drawn over every chart of a span: what happened to its nodes, and when they were down or not watched.
 * @param span Unix milliseconds, and the points of the charts
 */
export async function readMarks(
  access: Access,
  nodes: readonly NodeWatcher[],
  span: { from: number; to: number; points: number },
): Promise<Marks> {
  const { from, to, points } = span;
  const { history } = collector();
  const own = await markersOf(access, nodes, span);
  const absences = nodes.map(async (node) => {
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
  });
  const { answer, problem } = await orProblem(Promise.all(absences), []);
  return {
    markers: begunBy(to, own),
    absences: answer.flat().sort((a, b) => a.from - b.from),
    problem,
  };
}

/** The same for who may not even run INFO, from which all of it is known: they are shown the rest of a page alone. */
export async function readMarksIfAllowed(
  access: Access,
  nodes: readonly NodeWatcher[],
  span: { from: number; to: number; points: number },
): Promise<Marks> {
  const { commands } = await access.capabilities();
  return may(commands.info) ? readMarks(access, nodes, span) : { markers: [], absences: [], problem: null };
}

/** Only what happened, of a page that knows by itself when nobody watched. */
export const readMarkers = async (
  access: Access,
  nodes: readonly NodeWatcher[],
  span: { from: number; to: number },
): Promise<Marker[]> => begunBy(span.to, await markersOf(access, nodes, span));

/** Also those that began in the span and ended after it. */
async function markersOf(
  access: Access,
  nodes: readonly NodeWatcher[],
  { from, to }: { from: number; to: number },
): Promise<Marker[]> {
  const ids = nodes.map(({ id }) => id);
  const markers = await collector().history.markers(access.instance.id, from, to + LONGEST_MS);
  const seen = await seenMarkers(access, markers);
  return seen.filter(({ node, kind }) => kind === 'action' || ids.includes(node));
}

const begunBy = (to: number, markers: readonly Marker[]) =>
  markers.filter((marker) => (marker.from ?? marker.at) <= to);
