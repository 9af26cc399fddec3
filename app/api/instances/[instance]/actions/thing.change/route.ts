import { changeThing } from '@/lib/server/actions/change-thing';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('thing.change', ({ access, input }) => changeThing(access, input));
