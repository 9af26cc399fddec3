import 'server-only';
import type { z } from 'zod';
import { may } from '@/lib/capabilities';
import { describeClientHistory } from '@/lib/client-history/describe-client-history';
import type { Watch } from '@/lib/client-history/kept-connection';
import { watchedAt, whoWasConnected } from '@/lib/client-history/who-was-connected';
import type { READS } from '@/lib/reads/reads';
import type { ClientHistoryResponse } from '@/lib/schemas/client-history';
import type { Access } from '../access';
import { readConnections, readWatches, type Whose } from '../client-history/read-connections';
import { readingState } from '../client-history/reading-states';
import { collector } from '../collector/collector';
import type { NodeWatcher } from '../collector/node-watcher';
import { orProblem } from './or-problem';
import { queriedSpan } from './queried-span';
import { readMarkers } from './read-marks';

/** A moment's connections beyond so many are only counted. */
const MOST_LISTED = 5_000;

/**
 * Who was connected over a span, by application, and at one moment of it. Nodes that have gone since are told of too,
 * unless one node is asked for.
 */
export async function readClientHistory(
  access: Access,
  query: z.infer<(typeof READS)['clientHistory']['query']>,
): Promise<ClientHistoryResponse> {
  const now = Date.now();
  const { from, to } = queriedSpan(query);
  const { by, points, series, own } = query;
  const nodes = access.nodes(query.node);
  const ids = nodes.map(({ id }) => id);
  const lengthMs = to - from;
  const compared = query.before === '1';
  const whose: Whose = { instance: access.instance.id, node: query.node, own: own === '1' };
  const watches = readWatches(whose);
  const connections = await readConnections(whose, { from, to });
  const earlier = compared
    ? { connectionsBefore: await readConnections(whose, { from: from - lengthMs, to: from }) }
    : null;
  const told = describeClientHistory({
    ...{ connections, ...earlier, watches, by, from, to, points, series, now },
  });
  const info = await fromInfo(access, nodes, { from, to, stepMs: told.stepMs, compared });
  return {
    ...{ at: now, from, to, by },
    since: watches[0]?.from ?? null,
    ...told,
    before: told.before && { ...told.before, received: info.receivedBefore },
    received: info.received,
    markers: info.markers,
    problem: info.problem,
    moment: query.at === undefined ? null : await momentAt(whose, ids, watches, query.at, now),
    readings: ids.map((node) => ({ node, ...readingState(access.instance.id, node) })),
  };
}

/** A point as JSON has it. */
type Received = NonNullable<ClientHistoryResponse['received']>[number];

/** What INFO alone tells: nothing to who may not run it. */
async function fromInfo(
  access: Access,
  nodes: readonly NodeWatcher[],
  span: { from: number; to: number; stepMs: number; compared: boolean },
): Promise<
  Pick<ClientHistoryResponse, 'received' | 'markers' | 'problem'> & {
    receivedBefore: ClientHistoryResponse['received'];
  }
> {
  const { commands } = await access.capabilities();
  if (!may(commands.info)) return { received: null, receivedBefore: null, markers: [], problem: null };
  const { from, to, stepMs, compared } = span;
  const lengthMs = to - from;
  const received = async (from: number, to: number, shiftMs: number) => {
    const { series } = await collector().history.series({
      instance: access.instance.id,
      nodes: nodes.map(({ id }) => id),
      metrics: ['connectionsPerSecond'],
      points: Math.max(1, lengthMs / stepMs),
      ...{ from, to },
    });
    return (series[0]?.points ?? []).map(([at, mean, min, max]): Received => [at + shiftMs, mean, min, max]);
  };
  const [{ answer, problem }, markers] = await Promise.all([
    orProblem(
      Promise.all([
        received(from, to, 0),
        // The first step of this span is none of the one before.
        compared && received(from - lengthMs, Math.floor(from / stepMs) * stepMs - 1, lengthMs),
      ]),
      [[], compared && []],
    ),
    readMarkers(access, nodes, { from, to }),
  ]);
  return { received: answer[0], receivedBefore: answer[1] || null, markers, problem };
}

async function momentAt(
  whose: Whose,
  nodes: readonly string[],
  watches: readonly Watch[],
  at: number,
  now: number,
): Promise<ClientHistoryResponse['moment']> {
  const connections = whoWasConnected(await readConnections(whose, { from: at, to: at }), watches, at, now);
  const watched = watchedAt(watches, at, now);
  return {
    at,
    total: connections.length,
    unwatched: nodes.filter((node) => !watched.has(node)),
    connections: connections
      .slice(0, MOST_LISTED)
      .map(({ seenAt: _, lastSeenAt, goneAt, ...connection }) => ({
        ...connection,
        closedBetween: goneAt === null ? null : [lastSeenAt ?? goneAt, goneAt],
      })),
  };
}
