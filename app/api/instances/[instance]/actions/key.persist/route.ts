import { persistKey } from '@/lib/server/actions/persist-key';
import { actionRoute } from '@/lib/server/route';

export const POST = actionRoute('key.persist', ({ access, input }) => persistKey(access, input));
