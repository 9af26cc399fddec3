import { changePace } from '@/lib/server/actions/control-analysis';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('analysis.pace', ({ access, input }) => changePace(access, input));
