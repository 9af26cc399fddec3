import 'server-only';
import { aclPermits } from '@/lib/redis/acl-permits';
import {
  categoriesOf,
  COMMANDS,
  commandExists,
  grantLine,
  type CommandId,
} from '@/lib/redis/command-catalogue';
import type { ServerIdentity } from '@/lib/redis/identify-server';
import { classifyError } from '@/lib/redis/parse-error';
import { parseAclUser } from '@/lib/redis/parse-acl-user';
import { text, type Reply } from '@/lib/redis/reply';
import type { Capabilities, Capability } from '@/lib/capabilities';
import type { Connection } from './redis/connection';
import { AppError, isAppError } from './errors';

const IDS = Object.keys(COMMANDS) as CommandId[];

/** Whom the questions are asked through. */
export interface Questioners {
  /** The person's own connection. */
  person: Connection;
  /** Opens another one as the person, for a transaction that nobody else's command may get into. */
  openPrivate: () => Promise<Connection>;
  /** The collector's connection, where it is open: a DRYRUN there leaves no trace in the ACL log. */
  collector: Connection | null;
}

/**
 * Finds out what a person may do, once, by the quietest way that their server allows: ACL DRYRUN (their own
 * right to it or the collector's), else ACL GETUSER, else MULTI … DISCARD, which queues commands without
 * running them. What none of these tells stays `unknown` and is found out by trying.
 *
 * @param username as they signed in
 * @param server which server it is; decides what exists at all
 * @throws AppError SIGNED_OUT when the user no longer exists
 */
export async function detectCapabilities(
  { person, openPrivate, collector }: Questioners,
  username: string,
  server: ServerIdentity | null,
): Promise<Capabilities> {
  const exists = (id: CommandId) => server === null || commandExists(id, server.engine, server.version);
  const asked = IDS.filter(exists);
  // Where the version tells, nobody is asked: the question itself may be refused, and logged.
  const mayKnowNoUsers = server === null || !exists('acl|whoami');
  const answers =
    (mayKnowNoUsers ? await knowsNoUsers(person) : null) ??
    (collector && (await byDryrun(collector, username, asked))) ??
    (await byDryrun(person, username, asked)) ??
    (await byGetuser(person, username, asked, server?.redisVersion ?? null)) ??
    (await byProbe(openPrivate, asked));

  const states = IDS.map((id): [CommandId, Capability] => {
    if (!exists(id)) return [id, { state: 'unsupported' }];
    const state = answers.states.get(id) ?? 'unknown';
    return [id, state === 'denied' ? { state, grant: grantLine(username, id) } : { state }];
  });
  return { method: answers.method, commands: Object.fromEntries(states) as Capabilities['commands'] };
}

interface Answers {
  method: Capabilities['method'];
  states: Map<CommandId, Capability['state']>;
}

/** Before Redis 6 there are no users: whoever is in may do everything that exists. */
async function knowsNoUsers(connection: Connection): Promise<Answers | null> {
  const whoami = await connection.call('ACL', 'WHOAMI').catch((error: unknown) => error);
  if (!isAppError(whoami) || whoami.code !== 'UNSUPPORTED') return null;
  return { method: 'no-users', states: new Map(IDS.map((id) => [id, 'allowed'])) };
}

async function byDryrun(connection: Connection, username: string, ids: CommandId[]): Promise<Answers | null> {
  const [first, ...rest] = ids;
  // One question first: a user without the right to ask would leave an entry in the ACL log for each.
  const reply = await connection
    .call('ACL', 'DRYRUN', username, ...COMMANDS[first!].probe)
    .catch((error: unknown) => error);
  if (reply instanceof Error && /user .*not found|no such user/i.test(reply.message)) throw userIsGone();
  if (reply instanceof Error) return null;
  const replies = await connection.callAll(
    rest.map((id) => ['ACL', 'DRYRUN', username, ...COMMANDS[id].probe]),
  );
  return {
    method: 'dryrun',
    states: new Map(ids.map((id, i) => [id, dryrunState(i === 0 ? (reply as Reply) : replies[i - 1]!)])),
  };
}

function dryrunState(reply: Reply | AppError): Capability['state'] {
  // A command that this server should have and does not know was taken away by its provider.
  if (reply instanceof Error)
    return /command .*not found|unknown/i.test(reply.message) ? 'blocked' : 'unknown';
  return text(reply) === 'OK' ? 'allowed' : refusalState(text(reply) ?? '');
}

/** Redis checks the command before its keys: who is refused for the probe's key may run the command. */
const refusalState = (message: string): Capability['state'] =>
  ['key', 'channel'].includes(classifyError(message).denied ?? '') ? 'allowed' : 'denied';

async function byGetuser(
  connection: Connection,
  username: string,
  ids: CommandId[],
  redisVersion: string | null,
): Promise<Answers | null> {
  const reply = await connection.call('ACL', 'GETUSER', username).catch(() => null);
  if (reply === null) return null;
  const user = parseAclUser(reply);
  const permits = (id: CommandId) => {
    const [name, subcommand] = id.split('|') as [string, string?];
    return aclPermits(user, { name, subcommand, categories: [...categoriesOf(id, redisVersion)] });
  };
  return { method: 'getuser', states: new Map(ids.map((id) => [id, permits(id) ? 'allowed' : 'denied'])) };
}

async function byProbe(openPrivate: () => Promise<Connection>, ids: CommandId[]): Promise<Answers> {
  const connection = await openPrivate();
  try {
    // Nothing follows before it is answered: to a user who may not use MULTI, the probes would really be run.
    const multi = await connection.call('MULTI').catch((error: unknown) => error);
    if (multi instanceof Error) return { method: 'trying', states: new Map() };
    const replies = await connection.callAll(ids.map((id) => COMMANDS[id].probe));
    return {
      method: 'probe',
      states: new Map(ids.map((id, index) => [id, probeState(replies[index] ?? null)])),
    };
  } finally {
    // Ends the transaction as DISCARD would, which this user may lack.
    connection.close();
  }
}

function probeState(reply: Reply | AppError): Capability['state'] {
  if (text(reply as Reply) === 'QUEUED') return 'allowed';
  if (!isAppError(reply)) return 'unknown';
  if (reply.code === 'NOPERM') return refusalState(reply.cause as string);
  return reply.code === 'UNSUPPORTED' ? 'blocked' : 'unknown';
}

const userIsGone = () =>
  new AppError('SIGNED_OUT', 'Your Redis user no longer exists.', {
    status: 401,
    remedy: 'Sign in as another user.',
  });
