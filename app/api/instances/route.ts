import { listInstances } from '@/lib/server/reads/list-instances';
import { signedInRoute } from '@/lib/server/http/route';

export const GET = signedInRoute(async (ticket) => ({ instances: await listInstances(ticket) }));
