import { readAlerts } from '@/lib/server/reads/read-alerts';
import { readRoute } from '@/lib/server/route';

export const GET = readRoute('alerts', (access, { limit }) => readAlerts(access, limit));
