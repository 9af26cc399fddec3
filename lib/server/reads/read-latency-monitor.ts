import 'server-only';
import { describeLatencyEvent } from '@/lib/redis/latency-events';
import { parseConfig } from '@/lib/redis/parse-config';
import {
  parseLatencyHistory,
  parseLatencyLatest,
  type LatencyEvent,
} from '@/lib/redis/parse-latency-monitor';
import type { LatencyResponse } from '@/lib/schemas/latency';
import type { Refusal } from '@/lib/schemas/refusal';
import type { Access } from '../access';
import type { NodeWatcher } from '../collector/node-watcher';
import { askEachNode } from './each-node';
import { runOptional } from './optional-commands';

interface Asked {
  node: NodeWatcher;
  events: LatencyEvent[];
  thresholdMs: number | null;
  tracking: boolean | null;
}

/**
 * The events of the latency monitor at each node, and the history of one of them.
 *
 * @param event whose history is read; left out: that of the newest spike
 */
export async function readLatencyMonitor(
  access: Access,
  nodes: readonly NodeWatcher[],
  event: string | undefined,
): Promise<Pick<LatencyResponse, 'tracking' | 'monitor' | 'refused' | 'failures'>> {
  const refused: Record<string, Refusal> = {};
  const { answers, failures } = await askEachNode(access, nodes, async (connection, node) => {
    const { replies, ...optional } = await runOptional(access, connection, [
      { id: 'latency|latest', args: ['LATENCY', 'LATEST'] },
      { id: 'config|get', args: ['CONFIG', 'GET', 'latency-*'] },
    ]);
    Object.assign(refused, optional.refused);
    return settingsAnd(node, parseLatencyLatest(replies[0] ?? null), parseConfig(replies[1] ?? null));
  });
  const asked = answers.map(({ answer }) => answer);
  const newest = asked.flatMap(({ events }) => events).sort((a, b) => b.at - a.at)[0];
  const shown = event ?? newest?.event ?? null;
  const history = shown === null ? [] : await readHistory(access, asked, shown, refused);
  return {
    tracking: asked.find(({ tracking }) => tracking !== null)?.tracking ?? null,
    monitor: {
      nodes: asked.map(({ node, thresholdMs }) => ({ node: node.id, thresholdMs })),
      events: asked.flatMap(({ node, events }) => events.map((each) => toRow(node, each))),
      shown,
      history,
    },
    refused,
    failures,
  };
}

function settingsAnd(node: NodeWatcher, events: LatencyEvent[], config: Map<string, string>): Asked {
  const threshold = config.get('latency-monitor-threshold');
  const tracking = config.get('latency-tracking');
  return {
    node,
    events,
    thresholdMs: threshold === undefined ? null : Number(threshold),
    tracking: tracking === undefined ? null : tracking === 'yes',
  };
}

const toRow = (node: NodeWatcher, { event, at, lastMs, maxMs }: LatencyEvent) => ({
  node: node.id,
  event,
  describes: describeLatencyEvent(event),
  at: at * 1000,
  lastMs,
  maxMs,
});

async function readHistory(
  access: Access,
  asked: readonly Asked[],
  event: string,
  refused: Record<string, Refusal>,
): Promise<LatencyResponse['monitor']['history']> {
  const having = asked.filter(({ events }) => events.some((each) => each.event === event));
  const { answers } = await askEachNode(
    access,
    having.map(({ node }) => node),
    async (connection) => {
      const { replies, ...optional } = await runOptional(access, connection, [
        { id: 'latency|history', args: ['LATENCY', 'HISTORY', event] },
      ]);
      Object.assign(refused, optional.refused);
      return parseLatencyHistory(replies[0] ?? null);
    },
  );
  return answers.map(({ node, answer }) => ({
    node: node.id,
    spikes: answer.map(({ at, ms }) => [at * 1000, ms]),
  }));
}
