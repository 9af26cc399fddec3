import { reconnectInstance } from '@/lib/server/actions/reconnect-instance';
import { actionRoute } from '@/lib/server/route';

export const POST = actionRoute('instance.reconnect', ({ access }) => reconnectInstance(access));
