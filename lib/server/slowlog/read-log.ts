import 'server-only';
import { parseConfig } from '@/lib/redis/parse-config';
import { parseSlowlog } from '@/lib/redis/parse-slowlog';
import { aclLine } from '@/lib/redis/command-catalogue';
import {
  KIND_SETTINGS,
  kindCommand,
  kindQuestion,
  kindsOf,
  SLOWLOG_KINDS,
  type SlowlogKind,
} from '@/lib/redis/slowlog-kinds';
import type { SlowlogFacts } from '@/lib/schemas/slowlog';
import type { Refusal } from '@/lib/schemas/refusal';
import type { Access } from '../access';
import { collectorCredentials } from '../redis/discover-nodes';
import { AppError, isAppError, toErrorBody } from '../errors';
import type { NodeWatcher } from '../collector/node-watcher';
import { askEachNode } from '../reads/each-node';
import { runOptional } from '../reads/optional-commands';
import { collectNow, keepingOf, toKept } from './collect-slowlog';
import { isAskedFor, type KeptEntry, type KeptQuery } from './kept-slowlog';
import { slowlogStore } from './slowlog-store';

/** Of a ring that nobody keeps: what servers hold by default, eight times. */
const RING_COUNT = 1_024;

/** However many people look, a node is asked no more often. */
const FRESH_MS = 250;

/** An entry with the node that it is of. */
export type NodeEntry = KeptEntry & { node: string };

/** What there is to know of a log beside its entries, and the entries that are not kept. */
export interface Log {
  query: KeptQuery;
  facts: SlowlogFacts;
  /** Entries of nodes whose log the collector may not keep, from the rings, by the person's own connection. */
  ring: NodeEntry[];
}

/**
 * Brings a log up to date and tells how it is kept.
 *
 * @throws AppError NOPERM where the person may not read this kind, UNSUPPORTED where the server has none, INVALID_INPUT
 */
export async function readLog(access: Access, span: Omit<KeptQuery, 'instance'>): Promise<Log> {
  const { node, kind, from, to } = span;
  if (from >= to) {
    throw new AppError('INVALID_INPUT', `from: must be before to, which is ${to}.`, {
      status: 400,
      details: { field: 'from' },
    });
  }
  await access.require(kindCommand(kind));
  const nodes = access.nodes(node);
  await collectNow(nodes, FRESH_MS);
  const { settings, entries, refused, failures } = await askNodes(access, nodes, kind);
  const query: KeptQuery = { instance: access.instance.id, ...span };
  return {
    query,
    ring: entries.filter((entry) => isAskedFor(entry, query)),
    facts: {
      at: Date.now(),
      ...{ from, to, kind },
      kinds: SLOWLOG_KINDS.filter((each) => nodes.some(({ state }) => kindsOf(state.server).includes(each))),
      keptSince: slowlogStore().keptSince(query, Date.now()),
      gaps: slowlogStore().gaps(query),
      keeping: nodes.map((each) => ({ node: each.id, ...describeKeeping(access, each, kind) })),
      ...{ settings, refused, failures },
    },
  };
}

/** Asks each node for its settings and, where they are not kept, its entries. A node that is down is told as a failure. */
async function askNodes(access: Access, nodes: readonly NodeWatcher[], kind: SlowlogKind) {
  const { threshold, maxLength } = KIND_SETTINGS[kind];
  const asked = askEachNode(access, nodes, async (connection, node) => {
    const isKept = keepingOf(node, kind).state === 'kept';
    const { replies, refused } = await runOptional(access, connection, [
      // One name a call: several in one are known from 7.0 on.
      { id: 'config|get', args: ['CONFIG', 'GET', threshold] },
      { id: 'config|get', args: ['CONFIG', 'GET', maxLength] },
    ]);
    const config = new Map(replies.flatMap((reply) => [...parseConfig(reply)]));
    const ring = isKept ? null : await connection.call(...kindQuestion(kind, RING_COUNT));
    // What was kept of this run before the collector was refused is not told twice.
    const runId = node.state.server?.runId ?? '';
    const next = slowlogStore().nextId({ instance: access.instance.id, node: node.id, runId, kind }) ?? 0;
    return {
      config,
      refused,
      entries: parseSlowlog(ring)
        .filter(({ id }) => id >= next)
        .map(toKept),
    };
  });
  const { answers, failures } = await asked.catch((error: unknown) => {
    // What is kept of a server that is down can still be looked at.
    if (!isAppError(error) || error.status < 500) throw error;
    const { code, message } = toErrorBody(error).body.error;
    return { answers: [], failures: nodes.map((node) => ({ node: node.id, code, message })) };
  });
  const numberOf = (config: Map<string, string>, name: string) =>
    config.has(name) ? Number(config.get(name)) : null;
  return {
    settings: answers.map(({ node, answer: { config } }) => ({
      node: node.id,
      threshold: numberOf(config, threshold),
      maxLength: numberOf(config, maxLength),
    })),
    entries: answers.flatMap(({ node, answer }) =>
      answer.entries.map((entry): NodeEntry => ({ ...entry, node: node.id })),
    ),
    refused: Object.assign({}, ...answers.map(({ answer }) => answer.refused)) as Record<string, Refusal>,
    failures,
  };
}

function describeKeeping(access: Access, node: NodeWatcher, kind: SlowlogKind) {
  const keeping = keepingOf(node, kind);
  if (keeping.state !== 'refused') return keeping;
  const collector = collectorCredentials(access.instance).username ?? 'default';
  const command = kindCommand(kind);
  return {
    state: keeping.state,
    message: `The dashboard’s own Redis user ${collector} may not run ${command.toUpperCase().replace('|', ' ')}.`,
    line: aclLine(collector, `+${command}`),
  };
}
