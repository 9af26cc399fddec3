import { revokeSessions } from '@/lib/server/actions/revoke-sessions';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('session.revoke', ({ access, input }) => revokeSessions(access, input));
