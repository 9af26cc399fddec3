import { testWebhook } from '@/lib/server/actions/test-webhook';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('webhook.test', ({ access, input }) => testWebhook(access, input.id));
