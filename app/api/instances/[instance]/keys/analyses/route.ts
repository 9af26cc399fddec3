import { listAnalyses } from '@/lib/server/reads/list-analyses';
import { readRoute } from '@/lib/server/route';

export const GET = readRoute('analyses', listAnalyses);
