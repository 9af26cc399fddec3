import { setWebhook } from '@/lib/server/actions/set-webhook';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('webhook.set', async ({ access, input }) => setWebhook(access, input));
