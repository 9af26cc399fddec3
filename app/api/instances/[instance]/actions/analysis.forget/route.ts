import { forgetAnalysis } from '@/lib/server/actions/control-analysis';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('analysis.forget', ({ access, input }) => forgetAnalysis(access, input));
