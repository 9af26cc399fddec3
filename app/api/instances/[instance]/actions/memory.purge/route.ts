import { purgeMemory } from '@/lib/server/actions/purge-memory';
import { actionRoute } from '@/lib/server/route';

export const POST = actionRoute('memory.purge', ({ access, input }) => purgeMemory(access, input));
