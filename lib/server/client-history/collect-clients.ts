import 'server-only';
import { setTimeout } from 'node:timers/promises';
import { summariseClients } from '@/lib/advisor/clients-seen';
import { grantLine } from '@/lib/redis/command-catalogue';
import { infoNumber, infoText } from '@/lib/redis/info-fields';
import { parseClientList } from '@/lib/redis/parse-client-list';
import { text } from '@/lib/redis/reply';
import type { Connection } from '../redis/connection';
import { collectorCredentials } from '../redis/discover-nodes';
import { isAppError } from '../errors';
import { footprintOn } from '../collector/footprint';
import { findInstance } from '../instances';
import type { NodeWatcher } from '../collector/node-watcher';
import type { NodeContact, SideReading } from '../collector/side-readings';
import { forgetConnections } from './forget-connections';
import { keepClients } from './kept-connections';
import { MANY_CLIENTS_MS, readingPace, TOO_MANY_CLIENTS } from './reading-pace';
import { noteReading, type ReadingState } from './reading-states';

/** A reading that is a little early is not put off to the next turn. */
const GRACE_MS = 5_000;
const FORGET_EVERY_MS = 3_600_000;
const LONGEST_OPENING_MS = 3_000;

/** Who is connected, once a minute: CLIENT LIST on the collector's connection, kept as connections. */
export const CLIENT_READING: SideReading = { everyMs: 60_000, read: (contact) => collectClients(contact) };

/** What is remembered of a node from one reading to the next; moments in Unix milliseconds. */
interface NodeMemory {
  readAt: number;
  forgottenAt: number;
  /** Where CLIENT LIST was refused; another connection may be of a user with other rights. */
  refusedOn: WeakRef<Connection> | null;
}
const memories = new WeakMap<NodeWatcher, NodeMemory>();

/**
 * Reads and keeps who is connected to a node, unless it is too early for so many.
 * @param now Unix milliseconds
 * @throws AppError where the server does not answer, and where nobody can tell when the collector's user may
 */
export async function collectClients(contact: NodeContact, now = Date.now()): Promise<void> {
  const { instance, node, info } = contact;
  const memory = memoryOf(node);
  const connected = infoNumber(info, 'connected_clients');
  const everyMs = readingPace(connected);
  const note = (state: ReadingState['state'], error: ReadingState['error'] = null) =>
    noteReading(instance, node.id, { state, everyMs: everyMs ?? MANY_CLIENTS_MS, connected, error });
  if (everyMs === null) return note('too-many', { message: TOO_MANY });
  const elapsedMs = now - memory.readAt;
  // A clock that was set back has nothing to wait for.
  if (elapsedMs >= 0 && elapsedMs < everyMs - GRACE_MS) return;
  try {
    if (memory.refusedOn?.deref() === contact.connection && !(await mayListNow(contact))) return;
    memory.refusedOn = null;
    await readAndKeep(contact, now, everyMs);
    memory.readAt = now;
    note('reading');
    if (now - memory.forgottenAt < FORGET_EVERY_MS) return;
    forgetConnections(instance, now);
    memory.forgottenAt = now;
  } catch (error) {
    if (isRefusal(error) && memory.refusedOn === null) {
      memory.refusedOn = new WeakRef(contact.connection);
      return note('refused', refusal(instance, 'It begins within a minute of the grant.'));
    }
    if (memory.refusedOn !== null)
      note('refused', refusal(instance, 'Restart the dashboard after the grant.'));
    else note('failed', failure(error));
    throw error;
  }
}

async function readAndKeep(contact: NodeContact, at: number, everyMs: number): Promise<void> {
  const { instance, node, connection, info } = contact;
  const { clientIds, opening } = footprintOn(node.id);
  const before = [...clientIds];
  const clients = parseClientList(text(await connection.call('CLIENT', 'LIST')) ?? '');
  const runId = infoText(info, 'run_id') ?? '';
  // Some of ours may be listed that do not know their own ids yet.
  await Promise.race([Promise.allSettled(opening), setTimeout(LONGEST_OPENING_MS, null, { ref: false })]);
  const own = new Set([...before, ...clientIds]);
  node.clients = summariseClients(clients, own);
  keepClients({ instance, node: node.id, runId }, { at, everyMs, clients, own });
}

const isRefusal = (error: unknown) => isAppError(error) && error.code === 'NOPERM';

const failure = (error: unknown): NonNullable<ReadingState['error']> =>
  isAppError(error)
    ? { message: error.message, remedy: error.options.remedy }
    : {
        message: 'Who is connected could not be written down.',
        remedy: 'The log of the dashboard says why.',
      };

const TOO_MANY = `More than ${TOO_MANY_CLIENTS.toLocaleString('en-US')} clients are connected: listing them all would hold the server up.`;

const refusal = (instance: string, remedy: string): NonNullable<ReadingState['error']> => {
  const user = collectorOf(instance);
  return {
    message: `The collector's user ${user} may not run CLIENT LIST, so nothing is recorded.`,
    remedy,
    line: grantLine(user, 'client|list'),
  };
};

/** Asks what leaves no trace in the ACL log; a user who may not ask that either is not asked again. */
async function mayListNow({ instance, connection }: NodeContact): Promise<boolean> {
  return text(await connection.call('ACL', 'DRYRUN', collectorOf(instance), 'CLIENT', 'LIST')) === 'OK';
}

const collectorOf = (instance: string): string => {
  const configured = findInstance(instance);
  return (configured && collectorCredentials(configured).username) ?? 'default';
};

function memoryOf(node: NodeWatcher): NodeMemory {
  const known = memories.get(node) ?? { readAt: 0, forgottenAt: 0, refusedOn: null };
  memories.set(node, known);
  return known;
}
