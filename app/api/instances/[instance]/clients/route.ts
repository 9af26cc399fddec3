import { listClients } from '@/lib/server/reads/list-clients';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('clients', listClients);
