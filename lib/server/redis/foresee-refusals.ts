import 'server-only';
import type { Bytes } from '@/lib/patterns/bytes';
import type { Command } from '@/lib/patterns/plan';
import { classifyError } from '@/lib/redis/parse-error';
import { text, type Reply } from '@/lib/redis/reply';
import type { Access } from '../access';
import { addressOf, type Connection, type Endpoint } from './connection';
import type { AppError } from '../errors';
import type { NodeWatcher } from '../collector/node-watcher';
import { explainReply } from './redis-errors';
import { singleton } from '../singleton';

/** How long an answer counts: as long as what is known of a person's capabilities. */
const KNOWN_MS = 40_000;

/** Questions that are sent together, so that others' commands get in between. They cost the server some 2 µs each. */
const BATCH = 250;

/** A name that no pattern is made for, but those for all names. */
const ODD_NAME: Bytes = '\x01 no rule is about this name \x02';

/** Who may ask ACL DRYRUN about a user whose patterns do not cover every key; `null`: nobody, or there is no need. */
type Asker = 'collector' | 'person' | null;

interface Known {
  at: number;
  asker: Promise<Asker>;
}

/** By instance, node and user. */
const known = () => singleton('refusal-askers', () => new Map<string, Known>());

/**
 * Says which commands Redis would refuse because the person's ACL does not cover the key. To send them would leave an
 * entry in the server's ACL log for each, and a scan meets thousands of such keys; ACL DRYRUN leaves none.
 *
 * @param commandsOf makes the commands; is not called where nothing is to be foreseen
 * @returns for each command the refusal, as the server would have given it, or `null` where it is to be sent: also
 *   where nobody can be asked. `null` for all of them where the person's ACL covers every key
 */
export async function foreseeRefusals(
  access: Access,
  node: NodeWatcher,
  commandsOf: () => readonly Command[],
): Promise<(AppError | null)[] | null> {
  const asker = await askerOf(access, node);
  if (asker === null) return null;
  try {
    const connection = asker === 'collector' ? node.openConnection : await access.connection(node);
    if (connection === null) return null;
    const commands = commandsOf();
    const refusals: (AppError | null)[] = [];
    for (let from = 0; from < commands.length; from += BATCH) {
      const batch = commands.slice(from, from + BATCH);
      const replies = await connection.callBytes(batch.map((command) => dryrun(access.username, command)));
      for (const reply of replies) refusals.push(keyRefusalOf(reply, node.endpoint));
    }
    return refusals;
  } catch {
    // The node is away: whoever asks it will hear so.
    return null;
  }
}

/** As `callBytes`, but for commands that are known to be refused for their key: they are not sent. */
export async function callForeseen(
  access: Access,
  connection: Connection,
  commands: readonly Command[],
): Promise<(Reply | AppError)[]> {
  if (commands.length === 0) return [];
  const node = access.watcher.nodes.get(addressOf(connection.endpoint));
  const refusals = node ? await foreseeRefusals(access, node, () => commands) : null;
  if (!refusals) return connection.callBytes(commands);
  const sent = commands.filter((_, index) => refusals[index] === null);
  const replies = (sent.length > 0 ? await connection.callBytes(sent) : []).values();
  return refusals.map((refusal) => refusal ?? replies.next().value ?? null);
}

const dryrun = (username: string, command: Command): Command => ['ACL', 'DRYRUN', username, ...command];

function keyRefusalOf(reply: Reply | AppError, endpoint: Endpoint): AppError | null {
  const said = reply instanceof Error ? null : text(reply);
  if (said === null || said === 'OK' || classifyError(said).denied !== 'key') return null;
  // DRYRUN leaves out the word with which the refusal itself begins.
  return explainReply(`NOPERM ${said}`, { address: addressOf(endpoint), tls: endpoint.tls !== null });
}

function askerOf(access: Access, node: NodeWatcher): Promise<Asker> {
  const key = [access.instance.id, node.id, access.username].join('/');
  const before = known().get(key);
  if (before && Date.now() - before.at < KNOWN_MS) return before.asker;
  const asker = findAsker(access, node);
  known().set(key, { at: Date.now(), asker });
  asker.catch(() => known().delete(key));
  return asker;
}

async function findAsker(access: Access, node: NodeWatcher): Promise<Asker> {
  const { method, commands } = await access.capabilities();
  if (method !== 'dryrun') return null;
  const isNarrow = async (connection: Connection) => {
    const [reply = null] = await connection.callBytes([dryrun(access.username, ['TYPE', ODD_NAME])]);
    return reply instanceof Error ? null : text(reply) !== 'OK';
  };
  const byCollector = node.openConnection && (await isNarrow(node.openConnection));
  if (byCollector !== null) return byCollector ? 'collector' : null;
  if (commands['acl|dryrun'].state !== 'allowed') return null;
  return (await isNarrow(await access.connection(node))) ? 'person' : null;
}
