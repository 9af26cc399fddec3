import { listAnalyses } from '@/lib/server/reads/list-analyses';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('analyses', listAnalyses);
