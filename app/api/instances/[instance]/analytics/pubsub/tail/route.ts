import { readRoute } from '@/lib/server/route';
import { tailChannel } from '@/lib/server/tail-channel';

export const GET = readRoute('pubsubTail', tailChannel);
