import { silenceAlert } from '@/lib/server/actions/silence-alert';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('alert.silence', async ({ access, input }) => silenceAlert(access, input));
