import { readAnalysis } from '@/lib/server/reads/read-analysis';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('analysis', readAnalysis);
