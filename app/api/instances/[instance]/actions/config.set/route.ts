import { setConfig } from '@/lib/server/actions/set-config';
import { actionRoute } from '@/lib/server/route';

export const POST = actionRoute('config.set', ({ access, input }) => setConfig(access, input));
