import { cleanIndex } from '@/lib/server/actions/clean-index';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('index.clean', ({ access, input }) => cleanIndex(access, input));
