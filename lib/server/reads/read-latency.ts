import 'server-only';
import type { z } from 'zod';
import { toLatencyHeat } from '@/lib/metrics/latency-heat';
import type { READS } from '@/lib/reads/reads';
import { aclLine } from '@/lib/redis/command-catalogue';
import type { LatencyResponse } from '@/lib/schemas/latency';
import type { Refusal } from '@/lib/schemas/refusal';
import type { Access } from '../access';
import { collector } from '../collector/collector';
import { collectorCredentials } from '../redis/discover-nodes';
import { isAppError, toErrorBody } from '../errors';
import type { NodeWatcher } from '../collector/node-watcher';
import { readLatencyMonitor } from './read-latency-monitor';
import { queriedSpan } from './queried-span';

type Query = z.infer<(typeof READS)['latency']['query']>;

/**
 * How long commands take, from what the collector read of LATENCY HISTOGRAM, and what the latency monitor says,
 * asked as the person. What one of them may not see is told in its place.
 */
export async function readLatency(access: Access, query: Query): Promise<LatencyResponse> {
  const { from, to } = queriedSpan(query);
  const nodes = query.node === undefined ? access.watcher.summedNodes : [access.node(query.node)];
  const refused: Record<string, Refusal> = {};
  const [histogram, { tracking, monitor, ...rest }] = await Promise.all([
    readHistogram(access, nodes, { from, to, points: query.points }, refused),
    readLatencyMonitor(access, access.nodes(query.node), query.event).catch(withoutMonitor),
  ]);
  return {
    at: Date.now(),
    from,
    to,
    histogram,
    tracking,
    monitor,
    refused: { ...rest.refused, ...refused },
    failures: rest.failures,
  };
}

/** A node that is down has its past all the same: only what is asked of it now is missing. */
function withoutMonitor(error: unknown): Awaited<ReturnType<typeof readLatencyMonitor>> {
  if (!isAppError(error) || error.status === 401) throw error;
  const { code, message, line } = toErrorBody(error).body.error;
  return {
    tracking: null,
    monitor: { nodes: [], events: [], shown: null, history: [] },
    refused: { 'latency|latest': { code, message, line } },
    failures: [],
  };
}

async function readHistogram(
  access: Access,
  nodes: readonly NodeWatcher[],
  span: { from: number; to: number; points: number },
  refused: Record<string, Refusal>,
): Promise<LatencyResponse['histogram']> {
  try {
    await access.require('latency|histogram');
  } catch (error) {
    if (!isAppError(error) || error.status === 401) throw error;
    const { code, message, line } = toErrorBody(error).body.error;
    refused['latency|histogram'] = { code, message, line };
    return null;
  }
  if (nodes.some((node) => node.refusedSources.has('latency'))) refused.collector = collectorLacks(access);
  const { stepMs, series } = await collector().history.family({
    instance: access.instance.id,
    nodes: nodes.map(({ id }) => id),
    family: 'latencyBucketCalls',
    ...span,
  });
  return { stepMs, ...toLatencyHeat(series, stepMs) };
}

function collectorLacks({ instance }: Access): Refusal {
  const username = collectorCredentials(instance).username ?? 'default';
  return {
    code: 'NOPERM',
    message: `The collector’s user ${username} may not run LATENCY HISTOGRAM, so nothing is measured.`,
    line: aclLine(username, '+latency|histogram'),
  };
}
