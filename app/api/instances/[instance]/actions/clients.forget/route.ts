import { forgetClients } from '@/lib/server/actions/forget-clients';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('clients.forget', ({ access }) => forgetClients(access));
