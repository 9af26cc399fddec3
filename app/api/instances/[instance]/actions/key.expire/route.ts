import { expireKeys } from '@/lib/server/actions/expire-keys';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('key.expire', ({ access, input }) => expireKeys(access, input));
