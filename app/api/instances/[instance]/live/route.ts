import { liveStream } from '@/lib/server/live';
import { readRoute } from '@/lib/server/route';

export const GET = readRoute('live', (access, { since }, signal) => liveStream(signal, [access], since));
