import type { ActionInput } from './action-inputs';
import { maskedSession } from '@/lib/masked-session';

/** The actions on sessions that name some of them, or an index. */
export type SessionAction = 'session.revoke' | 'session.extend' | 'user.signout' | 'index.clean';

/** What such an action sends, for its dialog. The ids stay masked there: others look on. */
export function sessionCommands<Id extends SessionAction>(id: Id, input: ActionInput<Id>): string {
  switch (id) {
    case 'session.revoke': {
      const { sessions } = input as ActionInput<'session.revoke'>;
      const key = maskedSession(sessions[0]!.key);
      const more = sessions.length > 1 ? `\n(and ${sessions.length - 1} more)` : '';
      return `UNLINK ${key}\nSREM … ${idOf(key)}   (every index that it stands in)${more}`;
    }
    case 'session.extend': {
      const { key, seconds } = input as ActionInput<'session.extend'>;
      return `EXPIRE ${maskedSession(key)} ${seconds}`;
    }
    case 'user.signout': {
      const { user } = input as ActionInput<'user.signout'>;
      return `UNLINK …   (every session of ${user})\nSREM … …   (every index of ${user})`;
    }
    default:
      return `SREM ${(input as ActionInput<'index.clean'>).key} …   (every id whose session is gone)`;
  }
}

const idOf = (maskedKey: string) => maskedKey.slice(maskedKey.lastIndexOf(':') + 1);
