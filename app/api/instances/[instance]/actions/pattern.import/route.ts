import { importPatterns } from '@/lib/server/actions/import-patterns';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('pattern.import', ({ access, input }) => importPatterns(access, input));
