import 'server-only';
import type { Command, Plan, Step } from '@/lib/patterns/plan';
import type { Reply } from '@/lib/redis/reply';
import type { Access } from '../access';
import type { Connection } from './connection';
import { AppError } from '../errors';
import { callForeseen } from './foresee-refusals';
import { nodeOfKey } from './node-of-key';
import type { NodeWatcher } from '../collector/node-watcher';

/** What a plan may cost. */
export interface PlanBounds {
  /** The database; only 0 in a Cluster. */
  database?: number;
  signal?: AbortSignal;
  /** Commands in all; a plan that wants more is a mistake of ours. */
  mostCommands?: number;
}

const MOST_COMMANDS = 50_000;

/** So many in one round trip: others wait for no more than these on Redis's one thread. */
const BATCH = 200;

/**
 * Runs a plan on the person's own connections; in a Cluster each command at the node that serves its key.
 * @throws AppError of a broken connection, of a person who is signed out, TOO_MANY_COMMANDS, and what the plan throws
 */
export async function runPlan<T>(access: Access, plan: Plan<T>, bounds: PlanBounds = {}): Promise<T> {
  return drive(access, plan, bounds, (node) => access.connection(node, bounds.database));
}

/**
 * The same on connections that nobody else uses, so that the plan may WATCH keys.
 * @throws as `runPlan`
 */
export async function runPlanAlone<T>(access: Access, plan: Plan<T>, bounds: PlanBounds = {}): Promise<T> {
  const opened = new Map<string, Promise<Connection>>();
  try {
    return await drive(access, plan, bounds, (node) => {
      const connection = opened.get(node.id) ?? access.openPrivate(node, bounds.database);
      opened.set(node.id, connection);
      return connection;
    });
  } finally {
    for (const connection of opened.values())
      connection.then(
        (open) => open.close(),
        () => {},
      );
  }
}

type Connect = (node: NodeWatcher) => Promise<Connection>;

async function drive<T>(access: Access, plan: Plan<T>, bounds: PlanBounds, connect: Connect): Promise<T> {
  let left = bounds.mostCommands ?? MOST_COMMANDS;
  let next = plan.next();
  while (!next.done) {
    bounds.signal?.throwIfAborted();
    left -= next.value.commands.length;
    if (left < 0) {
      throw new AppError('TOO_MANY_COMMANDS', 'This would take more commands than a page may send.', {
        status: 413,
        remedy: 'Ask for a smaller part.',
      });
    }
    next = plan.next(await runStep(access, next.value, connect));
  }
  return next.value;
}

async function runStep(access: Access, { commands, atomic }: Step, connect: Connect): Promise<Reply[]> {
  if (!access.watcher.isCluster) return send(access, await connect(access.node()), commands, atomic);
  const byNode = new Map<NodeWatcher, number[]>();
  commands.forEach((command, index) => {
    const node = nodeOf(access, command);
    byNode.set(node, [...(byNode.get(node) ?? []), index]);
  });
  const replies = new Array<Reply>(commands.length).fill(null);
  let complete = true;
  await Promise.all(
    [...byNode].map(async ([node, indexes]) => {
      const answers = await send(
        access,
        await connect(node),
        indexes.map((index) => commands[index]!),
        atomic,
      );
      complete &&= answers.length === indexes.length;
      indexes.forEach((index, place) => (replies[index] = answers[place] ?? null));
    }),
  );
  return complete ? replies : [];
}

async function send(
  access: Access,
  connection: Connection,
  commands: readonly Command[],
  atomic: boolean,
): Promise<Reply[]> {
  if (atomic) return connection.callBytes(commands, atomic);
  const replies: Reply[] = [];
  for (let start = 0; start < commands.length; start += BATCH)
    replies.push(...(await callForeseen(access, connection, commands.slice(start, start + BATCH))));
  return replies;
}

/** Where the key stands in a command's arguments; first, if not said otherwise. */
const KEY_AT: Record<string, number> = {
  XINFO: 1,
  OBJECT: 1,
  MEMORY: 1,
  EVAL: 2,
  EVAL_RO: 2,
  EVALSHA: 2,
  XGROUP: 1,
  SINTERCARD: 1,
  'JSON.DEBUG': 1,
};

const nodeOf = (access: Access, [name, ...args]: Command): NodeWatcher =>
  nodeOfKey(access, String(args[KEY_AT[name.toUpperCase()] ?? 0] ?? ''));
