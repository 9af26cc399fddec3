import type { ActionId } from './actions';
import { describeAlertResult } from './describe-alert-result';
import { describeAnalysisResult } from './describe-analysis-result';
import { describeInvalidation, type Invalidation } from './describe-invalidation';
import { describeBulkProgress, describeKeyResult, type BulkReport } from './describe-key-result';
import { describeQueueResult } from './describe-queue-result';
import { describeServerResult } from './describe-server-result';
import { describeSessionResult } from './describe-session-result';
import { describeStreamResult } from './describe-stream-result';
import { formatWholeSeconds } from '@/lib/format';
import { plural } from '@/lib/plural';
import { fine, warning, type ResultSentence } from './result-sentence';

/**
 * Says what an action did.
 * @param id which action
 * @param result what its route answered, as `lib/server/actions` returns it
 */
export function describeResult(id: ActionId, result: unknown): ResultSentence {
  const facts = (result ?? {}) as Record<string, unknown>;
  switch (id) {
    case 'client.kill':
    case 'client.unblock':
    case 'snapshot.save':
    case 'aof.rewrite':
    case 'slowlog.reset':
    case 'config.set':
    case 'latency.monitor':
    case 'latency.reset':
    case 'memory.purge':
    case 'instance.reconnect':
    case 'history.forget':
    case 'slowlog.forget':
    case 'clients.forget':
    case 'login.revoke':
      return describeServerResult(id, facts);
    case 'alert.acknowledge':
    case 'alert.silence':
    case 'alert.unsilence':
    case 'rule.set':
    case 'webhook.set':
    case 'webhook.remove':
    case 'webhook.test':
      return describeAlertResult(id, facts);
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
        ? warning('Nobody listens to this channel: the message is gone.')
        : fine(`${plural(Number(facts.receivers), 'subscriber')} heard it.`);
    case 'leaderboard.increment':
      return fine(`${String(facts.member)} has ${formatScore(facts.score)} points now.`);
    case 'leaderboard.remove':
      return facts.removed === true
        ? fine(`${String(facts.member)} is off the board.`)
        : warning(`${String(facts.member)} was not on the board.`);
    case 'job.requeue':
    case 'job.remove':
    case 'queue.purge':
      return describeQueueResult(id, facts);
    case 'circuit.close':
      return fine(
        facts.wasOpen === true
          ? `${String(facts.circuit)} is called again.`
          : `${String(facts.circuit)} was closed already; its failures are forgotten.`,
      );
    case 'circuit.open':
      return fine(`${String(facts.circuit)} is not called for ${formatWholeSeconds(Number(facts.seconds))}.`);
    case 'session.revoke':
    case 'user.signout':
    case 'session.extend':
    case 'index.clean':
      return describeSessionResult(id, facts);
    case 'lock.release':
      return RELEASES[String(facts.state)] ?? RELEASES.gone!;
    case 'stream.ack':
    case 'stream.claim':
    case 'stream.trim':
      return describeStreamResult(id, facts);
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

const formatScore = (score: unknown) =>
  typeof score === 'number' ? score.toLocaleString('en-US') : String(score);

const RELEASES: Record<string, ResultSentence> = {
  released: fine('The lock is free.'),
  changed: warning('Somebody else holds the lock by now: it was left alone.'),
  gone: warning('The lock had ended already.'),
  'not-a-lock': warning('This is no lock any more: it was left alone.'),
};

interface LimitsReset {
  removed: number;
  spared: number;
}

function describeLimitReset({ removed, spared }: LimitsReset): ResultSentence {
  const left =
    spared > 0 ? ` ${plural(spared, 'key')} of another type ${spared === 1 ? 'was' : 'were'} left.` : '';
  return removed === 0
    ? warning(`Nothing was left to reset.${left}`)
    : { severity: spared > 0 ? 'warning' : 'fine', text: `Removed ${plural(removed, 'key')}.${left}` };
}

/** What to say while an action goes on. @param result as far as it has come; `null` where it does not tell */
export function describeProgress(id: ActionId, result: unknown): string | null {
  if (id === 'keys.unlink' || id === 'keys.expire') return describeBulkProgress(result as BulkReport);
  if (id !== 'cache.invalidate') return null;
  return `Removed ${plural((result as Invalidation).unlinked, 'key')} so far …`;
}
