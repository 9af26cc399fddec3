import { scanAgain } from '@/lib/server/actions/scan-again';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('analytics.scan', ({ access, input }) => scanAgain(access, input));
