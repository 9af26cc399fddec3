import { continueAnalysis } from '@/lib/server/actions/control-analysis';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('analysis.continue', ({ access, input }) => continueAnalysis(access, input));
