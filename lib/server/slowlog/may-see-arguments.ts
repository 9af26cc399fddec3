import 'server-only';
import { neededReads, type KeyRead } from '@/lib/redis/needed-reads';
import { classifyError } from '@/lib/redis/parse-error';
import { text, type Reply } from '@/lib/redis/reply';
import type { Access } from '../access';
import type { Connection } from '../redis/connection';
import { isAppError, type AppError } from '../errors';

/** Questions of one page of entries; beyond it nothing is shown. They cost the server some 2 µs each. */
const MAX_QUESTIONS = 4_000;
/** Sent together, so that others' commands get in between. */
const BATCH = 250;

type Verdict = 'yes' | 'no' | 'unknown';

/**
 * Says which logged command lines a person may see with their arguments: where their own user may read all the keys of
 * the line, by a command of its type (`neededReads`). SLOWLOG GET itself knows no such rule: who may run it may see
 * every line by other means, but not by accident, and not here.
 *
 * Redis is asked by ACL DRYRUN, which leaves no trace; where nobody may, by MULTI, in which the commands are checked
 * and never run.
 *
 * @param lines the command lines as they were logged
 * @returns for each whether they may; `unknown` where it cannot be found out, e.g. while the server is down
 */
export async function maySeeArguments(
  access: Access,
  lines: readonly (readonly string[])[],
): Promise<Verdict[]> {
  const { method } = await access.capabilities();
  // Before Redis 6 there are no users: whoever is in may read everything.
  if (method === 'no-users') return lines.map(() => 'yes');
  const needed = lines.map((line) => neededReads(line));
  const reads = new Map(needed.flat().map((read) => [read.join('\0'), read]));
  const asked = [...reads.values()].slice(0, MAX_QUESTIONS);
  const verdicts = await askAll(access, asked).catch((error: unknown) => {
    if (isAppError(error) && error.status !== 401) return [];
    throw error;
  });
  const known = new Map(asked.map((read, index) => [read.join('\0'), verdicts[index] ?? 'unknown']));
  return needed.map((line) => {
    const said = line.map((read) => known.get(read.join('\0')) ?? 'unknown');
    if (said.includes('no')) return 'no';
    return said.includes('unknown') ? 'unknown' : 'yes';
  });
}

async function askAll(access: Access, reads: readonly KeyRead[]): Promise<Verdict[]> {
  if (reads.length === 0) return [];
  const node = access.node();
  const person = await access.connection(node);
  const { commands } = await access.capabilities();
  const mayDryrun = commands['acl|dryrun'].state === 'allowed';
  return (
    (node.openConnection && (await byDryrun(node.openConnection, access.username, reads))) ??
    (mayDryrun ? await byDryrun(person, access.username, reads) : null) ??
    (await byTransaction(await access.openPrivate(node), reads))
  );
}

/** `null` where this connection may not ask. */
async function byDryrun(
  connection: Connection,
  username: string,
  reads: readonly KeyRead[],
): Promise<Verdict[] | null> {
  const question = (read: KeyRead): [string, ...string[]] => ['ACL', 'DRYRUN', username, ...read];
  const first = await connection.call(...question(reads[0]!)).catch(() => null);
  if (first === null) return null;
  const verdicts = [first].map(dryrunVerdict);
  for (let start = 1; start < reads.length; start += BATCH) {
    const replies = await connection.callAll(reads.slice(start, start + BATCH).map(question));
    verdicts.push(...replies.map(dryrunVerdict));
  }
  return verdicts;
}

const dryrunVerdict = (reply: Reply | AppError): Verdict =>
  reply instanceof Error ? 'unknown' : text(reply) === 'OK' ? 'yes' : 'no';

async function byTransaction(connection: Connection, reads: readonly KeyRead[]): Promise<Verdict[]> {
  try {
    // Nothing follows before it is answered: to a user who may not use MULTI, the reads would really be run.
    await connection.call('MULTI');
    const verdicts: Verdict[] = [];
    for (let start = 0; start < reads.length; start += BATCH) {
      const replies = await connection.callAll(reads.slice(start, start + BATCH));
      verdicts.push(...replies.map(queuedVerdict));
    }
    return verdicts;
  } finally {
    connection.close();
  }
}

/** The ACL is looked at before the slot: who is sent to another node of a Cluster may read the key there. */
function queuedVerdict(reply: Reply | AppError): Verdict {
  if (text(reply as Reply) === 'QUEUED') return 'yes';
  if (!isAppError(reply)) return 'unknown';
  if (reply.code === 'NOPERM') return 'no';
  const cause = typeof reply.cause === 'string' ? classifyError(reply.cause).code : null;
  return cause === 'MOVED' || cause === 'ASK' || cause === 'CLUSTERDOWN' ? 'yes' : 'unknown';
}
