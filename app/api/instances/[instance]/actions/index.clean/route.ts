import { cleanIndex } from '@/lib/server/actions/clean-index';
import { actionRoute } from '@/lib/server/route';

export const POST = actionRoute('index.clean', ({ access, input }) => cleanIndex(access, input));
