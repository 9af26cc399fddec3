import { publishMessage } from '@/lib/server/actions/publish-message';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('message.publish', ({ access, input }) => publishMessage(access, input));
