import { describeAnalysisResult } from './describe-analysis-result';
import { describeBulkProgress, describeKeyResult, type BulkReport } from './describe-key-result';
import { formatBytes, formatCount, formatDuration, formatWholeSeconds } from './format';
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
    case 'session.revoke':
      return describeRevoked(facts as unknown as RevokedSessions);
    case 'user.signout':
      return describeSignOut(facts as unknown as SignedOut);
    case 'session.extend':
      return describeExtension(String(facts.state), facts.ttlMs as number | null);
    case 'index.clean':
      return describeCleaning(facts as unknown as CleanedIndex);
    case 'lock.release':
      return RELEASES[String(facts.state)] ?? RELEASES.gone!;
    case 'stream.ack':
      return describeAck(facts as unknown as Acknowledged);
    case 'stream.claim':
      return describeClaim(facts as unknown as Claimed);
    case 'stream.trim':
      return describeTrim(facts as unknown as Trimmed);
    case 'limit.reset':
      return describeLimitReset(facts as unknown as LimitsReset);
    case 'cache.invalidate':
      return describeInvalidation(facts as unknown as Invalidation);
    case 'key.expire':
    case 'key.persist':
    case 'key.rename':
    case 'key.unlink':
    case 'key.edit':
    case 'element.add':
    case 'element.remove':
    case 'keys.unlink':
    case 'keys.expire':
    case 'bulk.cancel':
      return describeKeyResult(id, facts);
    case 'analysis.start':
    case 'analysis.pause':
    case 'analysis.continue':
    case 'analysis.cancel':
    case 'analysis.pace':
    case 'analysis.forget':
      return describeAnalysisResult(id, facts);
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

interface RevokedSessions {
  revoked: number;
  gone: number;
  other: number;
  failed: number;
}

function describeRevoked({ revoked, gone, other, failed }: RevokedSessions): ResultSentence {
  const rest = [
    gone > 0 && `${formatCount(gone)} had ended already`,
    other > 0 && `${formatCount(other)} ${other === 1 ? 'is no session' : 'are no sessions'} any more`,
    failed > 0 && `${formatCount(failed)} failed`,
  ].filter((part) => part !== false);
  return {
    severity: rest.length === 0 ? 'fine' : 'warning',
    text: `Revoked ${plural(revoked, 'session')}${rest.length > 0 ? `; ${rest.join(', ')}` : ''}.`,
  };
}

interface SignedOut {
  user: string;
  revoked: number;
  complete: boolean;
}

function describeSignOut({ user, revoked, complete }: SignedOut): ResultSentence {
  const done =
    revoked === 0 ? `No session of ${user} was found` : `Revoked ${plural(revoked, 'session')} of ${user}`;
  // Not every session could be looked at, and not every one stands in an index.
  return complete && revoked > 0
    ? { severity: 'fine', text: `${done}.` }
    : { severity: 'warning', text: complete ? `${done}.` : `${done}; not all could be looked at.` };
}

function describeExtension(state: string, ttlMs: number | null): ResultSentence {
  const left = ttlMs === null ? '' : formatDuration(ttlMs / 1000);
  if (state === 'extended') return { severity: 'fine', text: `The session lives for ${left} from now.` };
  const text: Record<string, string> = {
    'longer-already': `The session lives longer already: ${left}.`,
    'never-expires': 'The session never expires: it stays so.',
    unsupported: 'Such a session ends by what it holds: a longer TTL would not prolong it.',
    changed: 'The session changes too often just now: nothing was done.',
    'not-a-session': 'This is no session any more.',
  };
  return { severity: 'warning', text: text[state] ?? 'The session has ended already.' };
}

interface CleanedIndex {
  index: string;
  state: 'cleaned' | 'not-an-index' | 'no-sessions';
  removed: number;
  complete: boolean;
}

function describeCleaning({ index, state, removed, complete }: CleanedIndex): ResultSentence {
  if (state === 'not-an-index')
    return { severity: 'warning', text: `${index} is no index of these sessions.` };
  if (state === 'no-sessions')
    return { severity: 'warning', text: 'No session is known, so none can be told to be gone.' };
  const done = `Took ${plural(removed, 'ended session')} out of ${index}`;
  return complete
    ? { severity: 'fine', text: `${done}.` }
    : { severity: 'warning', text: `${done}; it is long: clean it again.` };
}

const RELEASES: Record<string, ResultSentence> = {
  released: { severity: 'fine', text: 'The lock is free.' },
  changed: { severity: 'warning', text: 'Somebody else holds the lock by now: it was left alone.' },
  gone: { severity: 'warning', text: 'The lock had ended already.' },
  'not-a-lock': { severity: 'warning', text: 'This is no lock any more: it was left alone.' },
};

interface LimitsReset {
  removed: number;
  spared: number;
}

function describeLimitReset({ removed, spared }: LimitsReset): ResultSentence {
  const left =
    spared > 0 ? ` ${plural(spared, 'key')} of another type ${spared === 1 ? 'was' : 'were'} left.` : '';
  return removed === 0
    ? { severity: 'warning', text: `Nothing was left to reset.${left}` }
    : { severity: spared > 0 ? 'warning' : 'fine', text: `Removed ${plural(removed, 'key')}.${left}` };
}

interface Invalidation {
  unlinked: number;
  spared: number;
  complete: boolean;
}

function describeInvalidation({ unlinked, spared, complete }: Invalidation): ResultSentence {
  const sentences = [unlinked === 0 ? 'No key was there to remove.' : `Removed ${plural(unlinked, 'key')}.`];
  if (spared > 0) {
    sentences.push(
      `Left ${plural(spared, 'key')} alone that ${spared === 1 ? 'is' : 'are'} not the cache’s.`,
    );
  }
  if (!complete) sentences.push('There are more: invalidate again to go on.');
  return { severity: complete && unlinked > 0 ? 'fine' : 'warning', text: sentences.join(' ') };
}

const entriesOf = (count: number) => plural(count, 'entry').replace('entrys', 'entries');

interface Acknowledged {
  acknowledged: number;
  asked: number;
}

function describeAck({ acknowledged, asked }: Acknowledged): ResultSentence {
  if (acknowledged === asked) return { severity: 'fine', text: `Acknowledged ${entriesOf(acknowledged)}.` };
  const rest = asked - acknowledged;
  return {
    severity: 'warning',
    text: `Acknowledged ${entriesOf(acknowledged)}; ${rest.toLocaleString('en-US')} ${rest === 1 ? 'was' : 'were'} not pending any more.`,
  };
}

interface Claimed extends Pick<Acknowledged, 'asked'> {
  claimed: number;
  consumer: string;
  isNewConsumer: boolean;
}

function describeClaim({ claimed, asked, consumer, isNewConsumer }: Claimed): ResultSentence {
  const sentences = [`${consumer} has ${entriesOf(claimed)} now.`];
  if (claimed < asked) {
    const rest = asked - claimed;
    sentences.push(
      `${entriesOf(rest)} ${rest === 1 ? 'was' : 'were'} delivered again or acknowledged meanwhile, or ${rest === 1 ? 'is' : 'are'} gone.`,
    );
  }
  if (isNewConsumer && claimed > 0)
    sentences.push('The group had no consumer of that name: does somebody read for it?');
  return { severity: claimed === asked && !isNewConsumer ? 'fine' : 'warning', text: sentences.join(' ') };
}

interface Trimmed {
  removed: number;
  length: number;
}

const stay = (length: number) => `${length.toLocaleString('en-US')} ${length === 1 ? 'stays' : 'stay'}`;

const describeTrim = ({ removed, length }: Trimmed): ResultSentence => ({
  severity: removed > 0 ? 'fine' : 'warning',
  text:
    removed > 0
      ? `Removed ${entriesOf(removed)}; ${stay(length)}.`
      : `Nothing was removed: whole nodes of entries go, and ${stay(length)}.`,
});

/** What to say while an action goes on. @param result as far as it has come; `null` where it does not tell */
export function describeProgress(id: ActionId, result: unknown): string | null {
  if (id === 'keys.unlink' || id === 'keys.expire') return describeBulkProgress(result as BulkReport);
  if (id !== 'cache.invalidate') return null;
  return `Removed ${plural((result as Invalidation).unlinked, 'key')} so far …`;
}
