import { acknowledgeEntries } from '@/lib/server/actions/acknowledge-entries';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('stream.ack', ({ access, input }) => acknowledgeEntries(access, input));
