import { exportKeys } from '@/lib/server/reads/export-keys';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('keysExport', async (access, query, signal) =>
  exportKeys(access, query, signal),
);
