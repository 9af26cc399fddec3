import { readLatency } from '@/lib/server/reads/read-latency';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('latency', readLatency);
