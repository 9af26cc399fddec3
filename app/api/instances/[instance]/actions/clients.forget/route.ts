import { forgetClients } from '@/lib/server/actions/forget-clients';
import { actionRoute } from '@/lib/server/route';

export const POST = actionRoute('clients.forget', ({ access }) => forgetClients(access));
