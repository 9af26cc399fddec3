import { listThings } from '@/lib/server/reads/list-things';
import { readRoute } from '@/lib/server/route';

export const GET = readRoute('analytics', listThings);
