import { unlinkMatching } from '@/lib/server/actions/unlink-matching';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('keys.unlink', unlinkMatching);
