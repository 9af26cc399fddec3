import { importPatterns } from '@/lib/server/actions/import-patterns';
import { actionRoute } from '@/lib/server/route';

export const POST = actionRoute('pattern.import', ({ access, input }) => importPatterns(access, input));
