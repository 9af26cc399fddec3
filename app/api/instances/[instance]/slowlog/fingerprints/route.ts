import { readFingerprints } from '@/lib/server/reads/read-fingerprints';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('fingerprints', readFingerprints);
