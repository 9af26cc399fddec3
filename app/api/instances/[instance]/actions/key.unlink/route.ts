import { unlinkKeys } from '@/lib/server/actions/unlink-keys';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('key.unlink', ({ access, input }) => unlinkKeys(access, input));
