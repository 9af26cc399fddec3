import { liveStream } from '@/lib/server/http/live';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('live', (access, { since }, signal) => liveStream(signal, [access], since));
