import { forgetSlowlog } from '@/lib/server/actions/forget-slowlog';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('slowlog.forget', ({ access }) => forgetSlowlog(access));
