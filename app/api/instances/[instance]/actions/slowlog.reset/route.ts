import { resetSlowlog } from '@/lib/server/actions/reset-slowlog';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('slowlog.reset', ({ access, input }) => resetSlowlog(access, input));
