import { countMatching } from '@/lib/server/reads/count-matching';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('keysMatching', countMatching);
