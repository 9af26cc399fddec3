import { listLogins } from '@/lib/server/reads/list-logins';
import { readRoute } from '@/lib/server/route';

export const GET = readRoute('logins', listLogins);
