import 'server-only';
import { isOwnName } from '@/lib/own-names';
import { commandOfFingerprint } from '@/lib/redis/command-name';
import { fingerprintCommand } from '@/lib/redis/fingerprint-command';
import { identifyServer } from '@/lib/redis/identify-server';
import { parseSlowlog, type SlowlogEntry } from '@/lib/redis/parse-slowlog';
import { redactCommand } from '@/lib/redis/redact-command';
import { kindQuestion, kindsOf, type SlowlogKind } from '@/lib/redis/slowlog-kinds';
import { isAppError } from '../errors';
import type { NodeWatcher } from '../collector/node-watcher';
import type { NodeContact, SideReading } from '../collector/side-readings';
import { singleton } from '../singleton';
import type { KeptEntry } from './kept-slowlog';
import { readNewEntries } from './read-new-entries';
import { slowlogStore } from './slowlog-store';

/** Whether the entries of one log of one node are kept, and why not. */
export type Keeping =
  | { state: 'kept' }
  /** Not read yet. */
  | { state: 'waiting' }
  /** `refused`: until the collector's ACL changes and it connects anew. */
  | { state: 'refused' | 'unsupported' | 'failed'; message: string };

/** What is known of one node, as long as the collector's connection to it is the same. */
interface Collected {
  contact: NodeContact;
  keeping: Map<SlowlogKind, Keeping>;
  reading: Promise<void> | null;
  /** Unix milliseconds. */
  readAt: number;
}

/** Pages and the collector are bundled apart: this is what they share. */
const collected = () => singleton('slowlog-collected', () => new WeakMap<NodeWatcher, Collected>());

/** Keeps what the slow log has got since the last reading: a reply of one entry, 1 µs, where that is nothing. */
export const collectSlowlog: SideReading = {
  // After each poll where nobody watches, after each fourth otherwise: the ring overflows in a burst.
  everyMs: 3_500,
  read(contact) {
    const known = collected().get(contact.node);
    const ours: Collected =
      known?.contact.connection === contact.connection
        ? Object.assign(known, { contact })
        : { contact, keeping: new Map(), reading: null, readAt: 0 };
    collected().set(contact.node, ours);
    return readOnce(ours);
  },
};

/** How the log of a node is kept. */
export const keepingOf = (node: NodeWatcher, kind: SlowlogKind): Keeping =>
  collected().get(node)?.keeping.get(kind) ?? { state: 'waiting' };

/**
 * Reads the newest entries at once, for somebody who looks or is about to reset the log; a node that is down is left.
 * @param maxAgeMs what was read no longer ago than this is new enough
 */
export async function collectNow(nodes: readonly NodeWatcher[], maxAgeMs = 0): Promise<void> {
  const open = nodes.flatMap((node) => collected().get(node) ?? []);
  const due = open.filter(
    ({ contact, readAt }) => !contact.connection.isClosed && Date.now() - readAt >= maxAgeMs,
  );
  await Promise.all(
    due.map(async (ours) => {
      // One that is under way may have asked a moment too early.
      await ours.reading;
      await readOnce(ours);
    }),
  );
}

/** Two readings at the same time would each take the other's entries for new. */
function readOnce(ours: Collected): Promise<void> {
  ours.reading ??= readAll(ours).finally(() => {
    ours.readAt = Date.now();
    ours.reading = null;
  });
  return ours.reading;
}

async function readAll({ contact, keeping }: Collected): Promise<void> {
  for (const kind of kindsOf(identifyServer(contact.info))) {
    const before = keeping.get(kind)?.state;
    if (before === 'refused' || before === 'unsupported') continue;
    try {
      keeping.set(kind, await readKind(contact, kind));
    } catch (error) {
      if (!isAppError(error) && before !== 'failed')
        console.error(`The slow log of ${contact.node.id} cannot be kept:`, error);
      keeping.set(kind, whyNotKept(error));
    }
  }
}

async function readKind(
  { instance, node, connection, info }: NodeContact,
  kind: SlowlogKind,
): Promise<Keeping> {
  const { runId, uptimeSeconds } = identifyServer(info);
  if (runId === null)
    return { state: 'unsupported', message: 'This server does not tell one run from the next.' };
  const run = { instance, node: node.id, runId, kind };
  const ask = async (count: number) => parseSlowlog(await connection.call(...kindQuestion(kind, count)));
  const entries = await readNewEntries(ask, slowlogStore().nextId(run));
  const now = Date.now();
  slowlogStore().keep(run, entries.map(toKept), now - (uptimeSeconds ?? 0) * 1000, now);
  return { state: 'kept' };
}

/** Takes out the secrets: what is not written cannot be read by whoever gets hold of the file. */
export function toKept({ at, durationUs, args: logged, ...entry }: SlowlogEntry): KeptEntry {
  const args = redactCommand(logged, 'secrets');
  const fingerprint = fingerprintCommand(args);
  const command = commandOfFingerprint(fingerprint);
  const own = isOwnName(entry.clientName);
  return { ...entry, at: at * 1000, amount: durationUs, fingerprint, command, args, own };
}

function whyNotKept(error: unknown): Keeping {
  if (!isAppError(error)) return { state: 'failed', message: 'The entries cannot be written down.' };
  const state = error.code === 'NOPERM' ? 'refused' : error.code === 'UNSUPPORTED' ? 'unsupported' : 'failed';
  return { state, message: error.message };
}
