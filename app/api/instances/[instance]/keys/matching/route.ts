import { countMatching } from '@/lib/server/reads/count-matching';
import { readRoute } from '@/lib/server/route';

export const GET = readRoute('keysMatching', countMatching);
