import { killClients } from '@/lib/server/actions/kill-clients';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('client.kill', ({ access, input }) => killClients(access, input));
