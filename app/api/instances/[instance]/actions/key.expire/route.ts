import { expireKey } from '@/lib/server/actions/expire-key';
import { actionRoute } from '@/lib/server/route';

export const POST = actionRoute('key.expire', ({ access, input }) => expireKey(access, input));
