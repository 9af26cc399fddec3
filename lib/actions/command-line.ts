import type { ActionInput } from './action-inputs';
import type { ActionId } from './actions';
import { cacheCommands, unlinkLines } from './cache-commands';
import { KEY_ACTIONS, type KeyAction } from './key-actions';
import { keyCommands } from './key-commands';
import { KILLED_TYPES, killCommand } from './kill-command';
import { queueCommands } from './queue-commands';
import { sessionCommands, type SessionAction } from './session-commands';
import { streamCommands, type StreamAction } from './stream-commands';

/** The very commands that will be sent, for the dialog; `null` where none is. */
export function commandLine<Id extends ActionId>(id: Id, input: ActionInput<Id>): string | null {
  switch (id) {
    case 'client.kill': {
      const { clients } = input as ActionInput<'client.kill'>;
      const more = clients.length > 1 ? `\n(and ${clients.length - 1} more)` : '';
      return KILLED_TYPES.map((type) => killCommand(clients[0]!.id, type).join(' ')).join('\n') + more;
    }
    case 'client.unblock':
      return `CLIENT UNBLOCK ${(input as ActionInput<'client.unblock'>).id} TIMEOUT`;
    case 'snapshot.save':
      return 'BGSAVE';
    case 'aof.rewrite':
      return 'BGREWRITEAOF';
    case 'slowlog.reset':
      return 'SLOWLOG RESET';
    case 'config.set': {
      const { name, value } = input as ActionInput<'config.set'>;
      return `CONFIG SET ${name} ${value}`;
    }
    case 'latency.monitor':
      return `CONFIG SET latency-monitor-threshold ${(input as ActionInput<'latency.monitor'>).thresholdMs}`;
    case 'latency.reset':
      return 'LATENCY RESET';
    case 'memory.purge':
      return 'MEMORY PURGE';
    case 'message.publish': {
      const { channel, message } = input as ActionInput<'message.publish'>;
      return `PUBLISH ${channel} ${message}`;
    }
    case 'leaderboard.increment': {
      const { key, points, member } = input as ActionInput<'leaderboard.increment'>;
      return `ZINCRBY ${key} ${points} ${member}`;
    }
    case 'leaderboard.remove': {
      const { key, member } = input as ActionInput<'leaderboard.remove'>;
      return `ZREM ${key} ${member}`;
    }
    case 'job.requeue':
    case 'job.remove':
    case 'queue.purge':
      return queueCommands(id, input as ActionInput<'job.remove' | 'job.requeue' | 'queue.purge'>);
    case 'circuit.close': {
      const { circuit } = input as ActionInput<'circuit.close'>;
      return `UNLINK failures:${circuit}\nUNLINK circuit:${circuit}`;
    }
    case 'circuit.open': {
      const { circuit, seconds } = input as ActionInput<'circuit.open'>;
      return `SET circuit:${circuit} open EX ${seconds}`;
    }
    case 'session.revoke':
    case 'session.extend':
    case 'user.signout':
    case 'index.clean':
      return sessionCommands(id, input as ActionInput<SessionAction>);
    case 'lock.release': {
      const { key } = input as ActionInput<'lock.release'>;
      return `WATCH ${key}\nMULTI\nUNLINK ${key}\nEXEC`;
    }
    case 'limit.reset':
      return unlinkLines((input as ActionInput<'limit.reset'>).keys);
    case 'cache.invalidate':
      return cacheCommands(input as ActionInput<'cache.invalidate'>);
    case 'stream.ack':
    case 'stream.claim':
    case 'stream.trim':
      return streamCommands(id, input as ActionInput<StreamAction>);
    default:
      return Object.hasOwn(KEY_ACTIONS, id) ? keyCommands(id as KeyAction, input) : null;
  }
}
