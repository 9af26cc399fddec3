import { readAlerts } from '@/lib/server/reads/read-alerts';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('alerts', (access, { limit }) => readAlerts(access, limit));
