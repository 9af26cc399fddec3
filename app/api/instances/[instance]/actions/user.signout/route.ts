import { signOutUser } from '@/lib/server/actions/sign-out-user';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('user.signout', ({ access, input }) => signOutUser(access, input));
