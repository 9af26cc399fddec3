import { setConfig } from '@/lib/server/actions/set-config';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('config.set', ({ access, input }) => setConfig(access, input));
