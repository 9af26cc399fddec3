import { listKeys } from '@/lib/server/reads/list-keys';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('keys', listKeys);
