import { acknowledgeAlert } from '@/lib/server/actions/acknowledge-alert';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('alert.acknowledge', async ({ access, input }) =>
  acknowledgeAlert(access, input.id),
);
