import { createHash } from 'node:crypto';
import { type Redis } from 'ioredis';
import { ask, settled, type Command, type Plan, type Step } from '@/lib/patterns/plan';
import type { Reply } from '@/lib/redis/reply';

/** Runs plans on some connection. */
export type Run = <T>(plan: Plan<T>) => Promise<T>;

/** Runs a plan on a connection that others use as well; strings are bytes, both ways. */
export async function runPlan<T>(redis: Redis, plan: Plan<T>): Promise<T> {
  let next = plan.next();
  while (!next.done) {
    const { commands, atomic } = next.value;
    const alone = !atomic && commands.length === 1;
    next = plan.next(alone ? [await sendOne(redis, commands[0]!)] : await sendStep(redis, next.value));
  }
  return next.value;
}

const turns = new WeakMap<Redis, Promise<unknown>>();

/**
 * Runs a plan that WATCHes. The transaction of another plan in between would end the watching, so each waits until
 * those before it on this connection are done.
 */
export function runInTurn<T>(redis: Redis, plan: Plan<T>): Promise<T> {
  const before = turns.get(redis) ?? Promise.resolve();
  const turn = before.catch(() => undefined).then(() => runPlan(redis, plan));
  turns.set(redis, turn);
  return turn;
}

/**
 * Sends the commands of a step at once, between MULTI and EXEC where it is atomic.
 * @returns their replies, errors among them; `[]` where a watched key had changed
 */
export async function sendStep(redis: Redis, { commands, atomic }: Step): Promise<Reply[]> {
  const pipeline = atomic ? redis.multi() : redis.pipeline();
  for (const [name, ...args] of commands) pipeline.callBuffer(name, ...args.map(encode));
  const results = (await pipeline.exec()) ?? [];
  return results.map(([error, reply]) => error ?? decode(reply));
}

/** Sends many commands in few writes; others may come in between. @throws the first error among the replies */
export function* sendAll(commands: readonly Command[], batch = 2_000): Plan<void> {
  for (let start = 0; start < commands.length; start += batch)
    (yield* ask(commands.slice(start, start + batch))).forEach(settled);
}

/** A script by its hash; whole when the server does not know it (yet, or any more). */
async function sendOne(redis: Redis, command: Command): Promise<Reply> {
  const [name, script, ...args] = command;
  if (name !== 'EVAL') return send(redis, command);
  const reply = await send(redis, ['EVALSHA', hashOf(String(script)), ...args]);
  return reply instanceof Error && reply.message.startsWith('NOSCRIPT') ? send(redis, command) : reply;
}

type Method = (...args: (string | Buffer)[]) => Promise<unknown>;

async function send(redis: Redis, [name, ...args]: Command): Promise<Reply> {
  // By the command's own method: what ioredis collects of a tick into one write, it sends without the name of call().
  const method = (redis as unknown as Record<string, Method>)[`${name.toLowerCase()}Buffer`]!;
  try {
    return decode(await method.apply(redis, args.map(encode)));
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

const hashes = new Map<string, string>();

function hashOf(script: string): string {
  const hash = hashes.get(script) ?? createHash('sha1').update(script, 'latin1').digest('hex');
  hashes.set(script, hash);
  return hash;
}

/** ASCII is the same in every encoding, and cheaper to send as it is. */
function encode(arg: string | number): string | Buffer {
  const bytes = String(arg);
  return /[^\0-\x7f]/.test(bytes) ? Buffer.from(bytes, 'latin1') : bytes;
}

function decode(reply: unknown): Reply {
  if (Buffer.isBuffer(reply)) return reply.toString('latin1');
  return Array.isArray(reply) ? reply.map(decode) : (reply as Reply);
}
