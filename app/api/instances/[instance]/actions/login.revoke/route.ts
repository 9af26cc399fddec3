import { revokeLogin } from '@/lib/server/actions/revoke-login';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('login.revoke', ({ access, input }) => revokeLogin(access, input));
