import { setRule } from '@/lib/server/actions/set-rule';
import { actionRoute } from '@/lib/server/route';

export const POST = actionRoute('rule.set', async ({ access, input }) => setRule(access, input));
