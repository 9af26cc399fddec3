import { renameKey } from '@/lib/server/actions/rename-key';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('key.rename', ({ access, input }) => renameKey(access, input));
