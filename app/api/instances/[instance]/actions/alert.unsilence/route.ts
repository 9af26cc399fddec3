import { unsilenceAlert } from '@/lib/server/actions/silence-alert';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('alert.unsilence', async ({ access, input }) =>
  unsilenceAlert(access, input),
);
