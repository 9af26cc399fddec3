import { forgetPattern } from '@/lib/server/actions/forget-pattern';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('pattern.forget', ({ access, input }) => forgetPattern(access, input));
