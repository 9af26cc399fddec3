import { listKeyBranches } from '@/lib/server/reads/list-key-branches';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('keyTree', listKeyBranches);
