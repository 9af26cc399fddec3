import { resetLimits } from '@/lib/server/actions/reset-limits';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('limit.reset', ({ access, input }) => resetLimits(access, input));
