import { listChannels } from '@/lib/server/reads/list-channels';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('pubsub', listChannels);
