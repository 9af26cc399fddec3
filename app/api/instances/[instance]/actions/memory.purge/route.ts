import { purgeMemory } from '@/lib/server/actions/purge-memory';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('memory.purge', ({ access, input }) => purgeMemory(access, input));
