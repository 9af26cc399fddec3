import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { Access } from '../access';
import { AppError } from '../errors';
import { leaveInstance, listSignedIn } from '../sign-in/sessions';

/**
 * Ends somebody's sign-in to this instance.
 * @throws AppError UNKNOWN_LOGIN when it has ended already
 */
export async function revokeLogin(
  access: Access,
  { sid }: ActionInput<'login.revoke'>,
): Promise<{ username: string; address: string }> {
  const login = listSignedIn(access.instance.id).find((candidate) => candidate.sid === sid);
  if (!login) throw new AppError('UNKNOWN_LOGIN', 'This sign-in has ended already.', { status: 404 });
  leaveInstance(sid, access.instance.id);
  return { username: login.username, address: login.address };
}
