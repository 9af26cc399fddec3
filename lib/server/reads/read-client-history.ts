import 'server-only';
import type { z } from 'zod';
import { describeClientHistory } from '@/lib/client-history/describe-client-history';
import type { Watch } from '@/lib/client-history/kept-connection';
import { watchedAt, whoWasConnected } from '@/lib/client-history/who-was-connected';
import type { READS } from '@/lib/reads';
import type { ClientHistoryResponse } from '@/lib/schemas/client-history';
import type { Access } from '../access';
import { readConnections, readWatches, type Whose } from '../client-history/read-connections';
import { readingState } from '../client-history/reading-states';
import { collector } from '../collector';
import { seenMarkers } from '../seen-markers';
import { queriedSpan } from './queried-span';

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
  const nodes = access.nodes(query.node).map(({ id }) => id);
  const whose: Whose = { instance: access.instance.id, node: query.node, own: own === '1' };
  const watches = readWatches(whose);
  const connections = await readConnections(whose, { from, to });
  const told = describeClientHistory({ connections, watches, by, from, to, points, series, now });
  const { history } = collector();
  const asked = { instance: access.instance.id, nodes, from, to };
  const [received, markers] = await Promise.all([
    history.series({
      ...asked,
      metrics: ['connectionsPerSecond'],
      points: Math.max(1, (to - from) / told.stepMs),
    }),
    history.markers(access.instance.id, from, to).then((all) => seenMarkers(access, all)),
  ]);
  return {
    ...{ at: now, from, to, by },
    since: watches[0]?.from ?? null,
    ...told,
    received: received.series[0]!.points.map((point) => [...point]),
    markers: markers.filter(({ node, kind }) => kind === 'action' || nodes.includes(node)),
    moment: query.at === undefined ? null : await momentAt(whose, nodes, watches, query.at, now),
    readings: nodes.map((node) => ({ node, ...readingState(access.instance.id, node) })),
  };
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
