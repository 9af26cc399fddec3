import { cancelBulk } from '@/lib/server/actions/cancel-bulk';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('bulk.cancel', ({ access, input }) => cancelBulk(access, input));
