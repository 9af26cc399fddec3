import 'server-only';
import { fingerprintCommand } from '@/lib/redis/fingerprint-command';
import { parseConfig } from '@/lib/redis/parse-config';
import { parseSlowlog } from '@/lib/redis/parse-slowlog';
import { redactCommand } from '@/lib/redis/redact-command';
import type { Refusal } from '@/lib/schemas/refusal';
import type { SlowlogResponse, SlowlogRow } from '@/lib/schemas/slowlog';
import type { Access } from '../access';
import type { NodeWatcher } from '../node-watcher';
import type { Reply } from '@/lib/redis/reply';
import { askEachNode } from './each-node';
import { runOptional } from './optional-commands';

/**
 * The slow log of one node or of all, newest first.
 *
 * @param count entries of each node
 * @param showValues whether the values in commands are shown; passwords stay masked in any case
 */
export async function readSlowlog(
  access: Access,
  { node, count, showValues }: { node?: string; count: number; showValues: boolean },
): Promise<SlowlogResponse> {
  const nodes = access.nodes(node);
  const { answers, failures } = await askEachNode(access, nodes, (connection) =>
    runOptional(access, connection, [
      { id: 'slowlog|get', args: ['SLOWLOG', 'GET', String(count)] },
      // One pattern a call: several in one are known from 7.0 on.
      { id: 'config|get', args: ['CONFIG', 'GET', 'slowlog-*'] },
    ]),
  );
  const refused: Record<string, Refusal> = Object.assign({}, ...answers.map(({ answer }) => answer.refused));
  const config = parseConfig(answers[0]?.answer.replies[1] ?? null);
  const setting = (name: string) => (config.has(name) ? Number(config.get(name)) : null);
  return {
    at: Date.now(),
    entries: answers
      .flatMap(({ node, answer }) => toRows(node, answer.replies[0] ?? null, showValues))
      .sort((a, b) => b.at - a.at || b.id - a.id),
    thresholdUs: setting('slowlog-log-slower-than'),
    maxLength: setting('slowlog-max-len'),
    refused,
    failures,
  };
}

function toRows(node: NodeWatcher, reply: Reply, showValues: boolean): SlowlogRow[] {
  return parseSlowlog(reply).map((entry) => ({
    node: node.id,
    id: entry.id,
    at: entry.at * 1000,
    durationUs: entry.durationUs,
    command: redactCommand(entry.args, showValues ? 'secrets' : 'values')
      .map(quoted)
      .join(' '),
    fingerprint: fingerprintCommand(entry.args),
    argumentsTotal: entry.argumentsTotal,
    clientAddress: entry.clientAddress,
    clientName: entry.clientName,
  }));
}

/** An argument as redis-cli would take it. */
const quoted = (argument: string) =>
  argument === '' || /[\s"'\\]|[^\x20-\x7e]/.test(argument) ? JSON.stringify(argument) : argument;
