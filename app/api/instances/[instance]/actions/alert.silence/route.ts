import { silenceAlert } from '@/lib/server/actions/silence-alert';
import { actionRoute } from '@/lib/server/route';

export const POST = actionRoute('alert.silence', async ({ access, input }) => silenceAlert(access, input));
