import { forgetHistory } from '@/lib/server/actions/forget-history';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('history.forget', ({ access }) => forgetHistory(access));
