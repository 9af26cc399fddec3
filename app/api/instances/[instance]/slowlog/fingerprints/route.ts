import { readFingerprints } from '@/lib/server/reads/read-fingerprints';
import { readRoute } from '@/lib/server/route';

export const GET = readRoute('fingerprints', readFingerprints);
