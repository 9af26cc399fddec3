import { listThings } from '@/lib/server/reads/list-things';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('analytics', listThings);
