import { reconnectInstance } from '@/lib/server/actions/reconnect-instance';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('instance.reconnect', ({ access }) => reconnectInstance(access));
