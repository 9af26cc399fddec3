import { readAlertSettings } from '@/lib/server/reads/read-alert-settings';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('alertSettings', (access) => readAlertSettings(access));
