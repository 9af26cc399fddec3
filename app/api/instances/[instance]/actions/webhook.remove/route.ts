import { removeWebhook } from '@/lib/server/actions/remove-webhook';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('webhook.remove', async ({ access, input }) =>
  removeWebhook(access, input.id),
);
