import { startAnalysis } from '@/lib/server/actions/start-analysis';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('analysis.start', ({ access, input, follow }) =>
  startAnalysis(access, input, follow),
);
