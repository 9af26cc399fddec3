import type { ActionInput } from './action-inputs';
import type { CommandId } from '@/lib/redis/command-catalogue';
import { ANALYSIS_ACTIONS } from './analysis-actions';
import { commandOfPart, KEY_ACTIONS } from './key-actions';

/**
 * What may be done: every change that a person can make through the dashboard, once. The same name stands in
 * the route, the audit log, the button and the test.
 */

/** How much a mistake would hurt; the confirmation follows from it. */
export type Danger =
  /** Nothing to regret: one click. */
  | 'none'
  /** Costs the server work or loses evidence: a dialog that says so. */
  | 'costly'
  /** Hurts applications: what is hurt must be typed when it is more than one. */
  | 'harmful';

export interface Action {
  /** Verb and object, for buttons: "Save snapshot". */
  title: string;
  /** The command that decides whether a person may. */
  command: CommandId;
  danger: Danger;
  /** What will happen, in one sentence. */
  effect: string;
  /** It changes nothing in Redis, only what this dashboard keeps: allowed on a read-only instance too. */
  ours?: true;
}

export const ACTIONS = {
  'client.kill': {
    title: 'Kill client',
    command: 'client|kill',
    danger: 'harmful',
    effect: 'Closes the connections. A client library usually connects again at once: a kill is not a block.',
  },
  'client.unblock': {
    title: 'Unblock client',
    command: 'client|unblock',
    danger: 'none',
    effect: 'Ends the blocking command of the client as if its time were up.',
  },
  'snapshot.save': {
    title: 'Save snapshot',
    command: 'bgsave',
    danger: 'costly',
    effect: 'Forks the server and writes the RDB file in the background; memory can grow while it runs.',
  },
  'aof.rewrite': {
    title: 'Rewrite AOF',
    command: 'bgrewriteaof',
    danger: 'costly',
    effect: 'Forks the server and rewrites the append-only file in the background.',
  },
  'slowlog.reset': {
    title: 'Reset slow log',
    command: 'slowlog|reset',
    danger: 'costly',
    effect:
      'Deletes the entries of the slow log from the server. What this dashboard has kept of them stays; what it could not keep is gone.',
  },
  'config.set': {
    title: 'Change setting',
    command: 'config|set',
    danger: 'costly',
    effect:
      'Takes effect at once, on every node, until the server restarts: its configuration file stays as it is.',
  },
  'latency.monitor': {
    title: 'Set latency monitor',
    command: 'config|set',
    danger: 'costly',
    effect:
      'Whatever holds the server up for at least so long is remembered from now on, 160 times of each kind; 0 turns it off. A restart forgets the setting, unless CONFIG REWRITE keeps it.',
  },
  'latency.reset': {
    title: 'Reset latency events',
    command: 'latency|reset',
    danger: 'costly',
    effect: 'Deletes what the latency monitor remembers, the worst spikes too; it stays on.',
  },
  'memory.purge': {
    title: 'Purge memory',
    command: 'memory|purge',
    danger: 'costly',
    effect:
      'Asks the allocator to give unused pages back to the system; it can stall the server for milliseconds.',
  },
  'instance.reconnect': {
    title: 'Try again',
    command: 'info',
    danger: 'none',
    effect: 'Lets the collector try to connect once more.',
    ours: true,
  },
  'login.revoke': {
    title: 'Sign out',
    command: 'acl|setuser',
    danger: 'harmful',
    effect: 'Ends the sign-in at this instance. The person can sign in again as long as Redis accepts them.',
  },
  'history.forget': {
    title: 'Delete history',
    command: 'config|set',
    danger: 'costly',
    effect:
      'Deletes the values and markers that have been kept of this instance over time, for everybody. Nothing brings them back; the audit log stays.',
    ours: true,
  },
  'slowlog.forget': {
    title: 'Delete kept slow log',
    command: 'config|set',
    danger: 'costly',
    effect:
      'Deletes the slow log entries that this dashboard has kept of this instance, for everybody. Nothing brings them back; the server’s own log stays as it is.',
    ours: true,
  },
  'clients.forget': {
    title: 'Delete client history',
    command: 'config|set',
    danger: 'costly',
    effect:
      'Deletes who was connected to this instance and when, for everybody. Nothing brings it back; who is connected now is kept again from the next reading on.',
    ours: true,
  },
  'alert.acknowledge': {
    title: 'Acknowledge',
    command: 'slowlog|reset',
    danger: 'none',
    effect: 'Says that you know of it; it stays open until it is over.',
    ours: true,
  },
  'alert.silence': {
    title: 'Silence',
    command: 'slowlog|reset',
    danger: 'none',
    effect: 'No webhook is told of it until then; it stays on this page.',
    ours: true,
  },
  'alert.unsilence': {
    title: 'End silence',
    command: 'slowlog|reset',
    danger: 'none',
    effect: 'The next time that it opens, closes or becomes critical is told again.',
    ours: true,
  },
  'rule.set': {
    title: 'Change rule',
    command: 'config|set',
    danger: 'costly',
    effect: 'Changes when findings and alerts of this rule appear, for everybody at this instance.',
    ours: true,
  },
  'webhook.set': {
    title: 'Set webhook',
    command: 'config|set',
    danger: 'costly',
    effect: 'Alerts of this instance are sent there from now on. It gets a new secret, which is shown once.',
    ours: true,
  },
  'webhook.remove': {
    title: 'Remove webhook',
    command: 'config|set',
    danger: 'costly',
    effect: 'Nothing is sent there any more, and the log of its deliveries is deleted.',
    ours: true,
  },
  'webhook.test': {
    title: 'Send test',
    command: 'config|set',
    danger: 'none',
    effect: 'Sends a message that says it is a test.',
    ours: true,
  },
  'analytics.scan': {
    title: 'Scan again',
    command: 'scan',
    danger: 'none',
    effect: 'Looks over all key names once more, with pauses, and opens a few keys of each group.',
    ours: true,
  },
  'thing.change': {
    title: 'Change',
    command: 'scan',
    danger: 'none',
    effect: 'Changes how everybody at this instance sees it; the keys stay as they are.',
    ours: true,
  },
  'pattern.describe': {
    title: 'Describe a pattern',
    command: 'scan',
    danger: 'none',
    effect: 'Keys with such names are recognised as you say, for everybody at this instance.',
    ours: true,
  },
  'pattern.forget': {
    title: 'Forget pattern',
    command: 'scan',
    danger: 'costly',
    effect: 'The description is deleted; the keys stay as they are.',
    ours: true,
  },
  'pattern.import': {
    title: 'Import patterns',
    command: 'scan',
    danger: 'costly',
    effect: 'Descriptions and settings of the file take the place of those with the same names.',
    ours: true,
  },
  'message.publish': {
    title: 'Publish message',
    command: 'publish',
    danger: 'costly',
    effect: 'Everybody who listens to the channel hears it at once; nothing can take it back.',
  },
  'leaderboard.increment': {
    title: 'Give points',
    command: 'zincrby',
    danger: 'costly',
    effect: 'Adds the points to the member; who is not on the board comes onto it.',
  },
  'leaderboard.remove': {
    title: 'Remove member',
    command: 'zrem',
    danger: 'costly',
    effect: 'Takes the member and its points off the board.',
  },
  'job.requeue': {
    title: 'Requeue job',
    command: 'hset',
    danger: 'costly',
    effect:
      'The job waits again for a worker. One that is at it already is not stopped: it may be done twice.',
  },
  'job.remove': {
    title: 'Remove job',
    command: 'lrem',
    danger: 'harmful',
    effect: 'Takes the job out of the queue and forgets it. A worker that is at it already is not stopped.',
  },
  'queue.purge': {
    title: 'Purge queue',
    command: 'unlink',
    danger: 'harmful',
    effect: 'The jobs are gone for good. Workers that are at one of them are not stopped.',
  },
  'circuit.close': {
    title: 'Close circuit',
    command: 'unlink',
    danger: 'costly',
    effect: 'The service is called again at once, and its failures are forgotten.',
  },
  'circuit.open': {
    title: 'Open circuit',
    command: 'set',
    danger: 'harmful',
    effect: 'Nobody calls the service until the time is over, or somebody closes the circuit.',
  },
  'session.revoke': {
    title: 'Revoke session',
    command: 'unlink',
    danger: 'harmful',
    effect: 'Ends the session at once: whoever has it must sign in again, and what only it holds is lost.',
  },
  'user.signout': {
    title: 'Revoke all of a user',
    command: 'unlink',
    danger: 'harmful',
    effect:
      'Ends every session of the user, wherever it was begun: those that an index names and those that say themselves whose they are.',
  },
  'session.extend': {
    title: 'Extend session',
    command: 'expire',
    danger: 'costly',
    effect: 'Counts from now. A session that lives longer already, or for ever, stays as it is.',
  },
  'index.clean': {
    title: 'Clean index',
    command: 'srem',
    danger: 'costly',
    effect: 'Takes the ids of ended sessions out of the user’s index. Sessions that live stay in it.',
  },
  'lock.release': {
    title: 'Release lock',
    command: 'unlink',
    danger: 'harmful',
    effect:
      'Takes the lock from its holder, if that is still the one shown. The holder is not stopped: two may then do the same work.',
  },
  'limit.reset': {
    title: 'Reset limit',
    command: 'unlink',
    danger: 'harmful',
    effect: 'Forgets what was used: whoever was refused is admitted again at once, up to the whole limit.',
  },
  'cache.invalidate': {
    title: 'Invalidate',
    command: 'unlink',
    danger: 'harmful',
    effect:
      'Forgets what is cached. Every value that is asked for again must be made anew: expect load where it comes from.',
  },
  'stream.ack': {
    title: 'Acknowledge entries',
    command: 'xack',
    danger: 'harmful',
    effect:
      'The group counts them as done: nobody is given them again, whether somebody did the work or not.',
  },
  'stream.claim': {
    title: 'Give to another consumer',
    command: 'xclaim',
    danger: 'costly',
    effect:
      'They are pending with the other consumer then, which has to read them from its pending list. Whoever has them now is not stopped: the work may be done twice.',
  },
  'stream.trim': {
    title: 'Trim stream',
    command: 'xtrim',
    danger: 'harmful',
    effect: 'The oldest entries are gone for good, whether somebody has read them or not.',
  },
  ...KEY_ACTIONS,
  ...ANALYSIS_ACTIONS,
} as const satisfies Record<string, Action>;

export type ActionId = keyof typeof ACTIONS;

/** The command that decides whether a person may do this with that input. */
export const commandOf = <Id extends ActionId>(id: Id, input: ActionInput<Id>): CommandId =>
  commandOfPart(id, input) ?? ACTIONS[id].command;

/** The ids in the order of the list. */
export const ACTION_IDS = Object.keys(ACTIONS) as ActionId[];
