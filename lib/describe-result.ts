import { formatBytes, formatWholeSeconds } from './format';
import type { ActionId } from './actions';

/** What happened, in one sentence for the person who did it; some results are no success. */
export interface ResultSentence {
  severity: 'fine' | 'warning';
  text: string;
}

const plural = (count: number, noun: string) =>
  `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;

/**
 * Says what an action did.
 * @param id which action
 * @param result what its route answered, as `lib/server/actions` returns it
 */
export function describeResult(id: ActionId, result: unknown): ResultSentence {
  const fine = (text: string): ResultSentence => ({ severity: 'fine', text });
  const facts = (result ?? {}) as Record<string, unknown>;
  switch (id) {
    case 'client.kill':
      return describeKill(facts.clients as { outcome: string }[]);
    case 'client.unblock':
      return fine(`Client ${String(facts.id)} is unblocked.`);
    case 'snapshot.save':
      return fine(`The snapshot is saved${took(facts.seconds)}.`);
    case 'aof.rewrite':
      return fine(`The AOF is rewritten${took(facts.seconds)}.`);
    case 'slowlog.reset':
      return describeReset(facts.nodes as { entries: number | null }[], facts.failures as unknown[]);
    case 'memory.purge':
      return describePurge(facts as unknown as Purge);
    case 'instance.reconnect':
      return describeReconnect(facts.nodes as { state: string }[]);
    case 'login.revoke':
      return fine(`${String(facts.username)} is signed out.`);
    case 'analytics.scan':
      return fine('The keys are being looked over.');
    case 'thing.change':
      return fine('Changed for everybody at this instance.');
    case 'pattern.describe':
      return fine(`${String(facts.id)} is looked for from now on.`);
    case 'pattern.forget':
      return fine(`${String(facts.id)} is forgotten.`);
    case 'pattern.import':
      return fine(
        `Took over ${plural(Number(facts.patterns), 'description')} and the settings of ${plural(Number(facts.things), 'thing')}.`,
      );
    case 'message.publish':
      return facts.receivers === 0
        ? { severity: 'warning', text: 'Nobody listens to this channel: the message is gone.' }
        : fine(`${plural(Number(facts.receivers), 'subscriber')} heard it.`);
    case 'leaderboard.increment':
      return fine(`${String(facts.member)} has ${formatScore(facts.score)} points now.`);
    case 'leaderboard.remove':
      return facts.removed === true
        ? fine(`${String(facts.member)} is off the board.`)
        : { severity: 'warning', text: `${String(facts.member)} was not on the board.` };
    case 'job.requeue':
      return describeJob(facts as unknown as JobResult, 'waits again');
    case 'job.remove':
      return describeJob(facts as unknown as JobResult, 'is removed');
    case 'queue.purge':
      return describeQueuePurge(facts as unknown as QueuePurge);
    case 'circuit.close':
      return fine(
        facts.wasOpen === true
          ? `${String(facts.circuit)} is called again.`
          : `${String(facts.circuit)} was closed already; its failures are forgotten.`,
      );
    case 'circuit.open':
      return fine(`${String(facts.circuit)} is not called for ${formatWholeSeconds(Number(facts.seconds))}.`);
  }
}

interface JobResult {
  job: string;
  done: boolean;
  why: string | null;
}

const describeJob = ({ job, done, why }: JobResult, what: string): ResultSentence =>
  done
    ? { severity: 'fine', text: `Job ${job} ${what}.` }
    : { severity: 'warning', text: why ?? 'Nothing was done.' };

interface QueuePurge {
  removed: number;
  left: number | null;
  why: string | null;
}

function describeQueuePurge({ removed, left, why }: QueuePurge): ResultSentence {
  const done = `Removed ${plural(removed, 'job')}`;
  if (why !== null) return { severity: 'warning', text: `${done}. ${why}` };
  if (left === 0) return { severity: 'fine', text: `${done}.` };
  const rest = left === null ? 'There are more' : `${plural(left, 'job')} ${left === 1 ? 'is' : 'are'} left`;
  return { severity: 'warning', text: `${done}. ${rest}: purge again to remove them.` };
}

const formatScore = (score: unknown) =>
  typeof score === 'number' ? score.toLocaleString('en-US') : String(score);

const took = (seconds: unknown) => (typeof seconds === 'number' ? ` (${formatWholeSeconds(seconds)})` : '');

function describeKill(clients: { outcome: string }[]): ResultSentence {
  const count = (outcome: string) => clients.filter((client) => client.outcome === outcome).length;
  const rest = [
    count('gone') > 0 && `${count('gone')} had gone already`,
    count('protected') > 0 && `${count('protected')} protected`,
    count('failed') > 0 && `${count('failed')} failed`,
  ].filter((part) => part !== false);
  return {
    severity: count('killed') === clients.length ? 'fine' : 'warning',
    text: `Killed ${plural(count('killed'), 'client')}${rest.length > 0 ? `; ${rest.join(', ')}` : ''}.`,
  };
}

function describeReset(
  nodes: { entries: number | null }[],
  failures: readonly unknown[] = [],
): ResultSentence {
  const known = nodes.every(({ entries }) => entries !== null);
  const deleted = nodes.reduce((sum, { entries }) => sum + (entries ?? 0), 0);
  const done = known
    ? `Deleted ${plural(deleted, 'slow log entry').replace('entrys', 'entries')}`
    : 'The slow log is empty';
  return failures.length === 0
    ? { severity: 'fine', text: `${done}.` }
    : { severity: 'warning', text: `${done}; ${plural(failures.length, 'node')} failed.` };
}

interface Purge {
  before: { rssBytes: number | null };
  after: { rssBytes: number | null };
}

function describePurge({ before, after }: Purge): ResultSentence {
  if (before.rssBytes === null || after.rssBytes === null)
    return { severity: 'fine', text: 'Memory was purged.' };
  const freed = before.rssBytes - after.rssBytes;
  const range = `RSS ${formatBytes(before.rssBytes)} → ${formatBytes(after.rssBytes)}`;
  // The allocator may simply have had nothing to give back.
  return {
    severity: 'fine',
    text: freed > 0 ? `Gave ${formatBytes(freed)} back: ${range}.` : `No effect: ${range}.`,
  };
}

function describeReconnect(nodes: { state: string }[]): ResultSentence {
  // A Sentinel group whose nodes cannot be found has none.
  if (nodes.length === 0) return { severity: 'warning', text: 'Still down: no node was found.' };
  const down = nodes.filter(({ state }) => state === 'down').length;
  return down === 0
    ? { severity: 'fine', text: 'Connected again.' }
    : { severity: 'warning', text: `Still down: ${plural(down, 'node')}.` };
}
