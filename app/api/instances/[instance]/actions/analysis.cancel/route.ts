import { cancelAnalysis } from '@/lib/server/actions/control-analysis';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('analysis.cancel', ({ access, input }) => cancelAnalysis(access, input));
