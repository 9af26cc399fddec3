import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { toWire } from '@/lib/patterns/bytes';
import { revokeUserSessions, type RevokedOfUser } from '@/lib/patterns/sessions/revoke';
import type { Access } from '../access';
import { actOnThing } from './act-on-thing';

/** Ends all sessions of a user of the application; @returns how many, and whether others may be left */
export async function signOutUser(
  access: Access,
  { user, ...address }: ActionInput<'user.signout'>,
): Promise<RevokedOfUser & { user: string }> {
  const done = await actOnThing(access, address, 'sessions', (thing, context) =>
    revokeUserSessions(thing, user, context),
  );
  return { user: toWire(user), ...done };
}
