import { listChannels } from '@/lib/server/reads/list-channels';
import { readRoute } from '@/lib/server/route';

export const GET = readRoute('pubsub', listChannels);
