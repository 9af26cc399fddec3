import 'server-only';
import { may } from '@/lib/capabilities';
import type { Access } from '../access';
import type { Connection } from './connection';
import { singleton } from '../singleton';

/** Of each connection, what the server answered. */
const asked = () => singleton('no-touch', () => new WeakMap<Connection, Promise<boolean>>());

/**
 * Makes a connection's commands leave alone when keys were last used, so that looking does not keep them alive.
 * @returns whether it does: not before Redis 7.2, nor for a user who may not say so
 */
export async function lookWithoutTouch(access: Access, connection: Connection): Promise<boolean> {
  const known = asked().get(connection);
  if (known) return known;
  const { commands } = await access.capabilities();
  if (!may(commands['client|no-touch'])) return false;
  const answer = connection.call('CLIENT', 'NO-TOUCH', 'ON').then(
    () => true,
    (error: unknown) => (access.heed(error), false),
  );
  asked().set(connection, answer);
  return answer;
}
