import { describePattern } from '@/lib/server/actions/describe-pattern';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('pattern.describe', ({ access, input }) => describePattern(access, input));
