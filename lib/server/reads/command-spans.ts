import 'server-only';
import { collector } from '../collector/collector';
import type { HistorySpan } from '../history/history';
import { readFamilies, readFamiliesOfNodes, type CommandFamilies } from './command-families';

/** Points of the small chart in each row. */
const TREND_POINTS = 40;

/** What the history says of the commands of a span and of the one before: nodes added up, and each by itself. */
export interface KnownSpans {
  sum: CommandFamilies;
  /** For the small charts. */
  trends: CommandFamilies;
  nodes: CommandFamilies[];
  sumBefore: CommandFamilies | undefined;
  nodesBefore: CommandFamilies[];
}

const NO_FAMILY = { stepMs: 1_000, series: [] };
const NO_FAMILIES: CommandFamilies = {
  calls: NO_FAMILY,
  microseconds: NO_FAMILY,
  failedCalls: NO_FAMILY,
  rejectedCalls: NO_FAMILY,
  ownCalls: NO_FAMILY,
};

/** Where the history cannot be asked. */
export const NOTHING_KNOWN: KnownSpans = {
  sum: NO_FAMILIES,
  trends: NO_FAMILIES,
  nodes: [],
  sumBefore: undefined,
  nodesBefore: [],
};

/**
 * Reads a span and the one before.
 * @param before whether the sum of the span before is drawn, too
 * @throws AppError HISTORY_… where the store cannot be asked
 */
export async function readSpans(span: HistorySpan, before: boolean): Promise<KnownSpans> {
  const { history } = collector();
  const { from, to } = span;
  const [sum, trends] = await Promise.all([
    readFamilies(history, span),
    readFamilies(history, { ...span, points: TREND_POINTS }),
  ]);
  // A span is widened to whole steps: what belongs to the first of this one does not belong to the one before.
  const { stepMs } = sum.calls;
  const earlier = { ...span, from: from - (to - from), to: Math.floor(from / stepMs) * stepMs - 1 };
  const sumBefore = before || span.nodes.length === 1 ? await readFamilies(history, earlier) : undefined;
  return {
    sum,
    trends,
    nodes: await readFamiliesOfNodes(history, span, sum),
    sumBefore,
    nodesBefore: await readFamiliesOfNodes(history, earlier, sumBefore),
  };
}
