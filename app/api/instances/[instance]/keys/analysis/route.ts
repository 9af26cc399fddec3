import { readAnalysis } from '@/lib/server/reads/read-analysis';
import { readRoute } from '@/lib/server/route';

export const GET = readRoute('analysis', readAnalysis);
