import { unblockClient } from '@/lib/server/actions/unblock-client';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('client.unblock', ({ access, input }) => unblockClient(access, input));
