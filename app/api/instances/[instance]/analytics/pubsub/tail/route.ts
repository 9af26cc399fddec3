import { readRoute } from '@/lib/server/http/route';
import { tailChannel } from '@/lib/server/http/tail-channel';

export const GET = readRoute('pubsubTail', tailChannel);
