import { setRule } from '@/lib/server/actions/set-rule';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('rule.set', async ({ access, input }) => setRule(access, input));
