import { persistKey } from '@/lib/server/actions/persist-key';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('key.persist', ({ access, input }) => persistKey(access, input));
