import { extendSession } from '@/lib/server/actions/extend-session';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('session.extend', ({ access, input }) => extendSession(access, input));
