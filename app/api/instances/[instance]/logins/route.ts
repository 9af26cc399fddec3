import { listLogins } from '@/lib/server/reads/list-logins';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('logins', listLogins);
