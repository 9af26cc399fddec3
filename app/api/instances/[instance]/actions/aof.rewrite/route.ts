import { rewriteAof } from '@/lib/server/actions/rewrite-aof';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('aof.rewrite', rewriteAof);
