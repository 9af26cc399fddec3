import { listPatterns } from '@/lib/server/reads/list-patterns';
import { readRoute } from '@/lib/server/route';

export const GET = readRoute('patterns', listPatterns);
