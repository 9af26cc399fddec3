import type { Redis } from 'ioredis';
import { usersFor } from '../demo/acl.mjs';
import type { RunningApp } from './app';
import type { AppClient } from './app-client';

/**
 * Makes a user of Redis with the rules of a demo user, and signs in at the shop; the name is the password.
 * @param like which demo user
 * @param rules what is different, after those of the demo user
 */
export async function newcomer(
  { app, admin }: { app: RunningApp; admin: Redis },
  name: string,
  like = 'operator',
  ...rules: string[]
): Promise<AppClient> {
  const known = usersFor().find((user) => user.name === like)!;
  await admin.call('ACL', 'SETUSER', name, 'reset', 'on', `>${name}`, ...known.rules, ...rules);
  return app.client().signIn('shop', name, name);
}
