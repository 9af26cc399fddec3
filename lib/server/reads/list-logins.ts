import 'server-only';
import { may } from '@/lib/capabilities';
import type { LoginsResponse } from '@/lib/schemas/logins';
import type { Access } from '../access';
import { listSignedIn } from '../sign-in/sessions';

/** Who is signed in to the instance: everybody for those who may end sign-ins, else only the person. */
export async function listLogins(access: Access): Promise<LoginsResponse> {
  const all = may((await access.capabilities()).commands['acl|setuser']);
  const logins = listSignedIn(access.instance.id).map(({ instance: _, ...login }) => ({
    ...login,
    self: login.sid === access.ticket.sid,
  }));
  return { logins: logins.filter(({ self }) => all || self) };
}
