import { listPatterns } from '@/lib/server/reads/list-patterns';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('patterns', listPatterns);
