import { editKey } from '@/lib/server/actions/edit-key';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('key.edit', ({ access, input }) => editKey(access, input));
