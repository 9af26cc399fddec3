import { pauseAnalysis } from '@/lib/server/actions/control-analysis';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('analysis.pause', ({ access, input }) => pauseAnalysis(access, input));
