import { expireMatching } from '@/lib/server/actions/expire-matching';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('keys.expire', expireMatching);
