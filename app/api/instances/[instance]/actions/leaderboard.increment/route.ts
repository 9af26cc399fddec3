import { giveMemberPoints } from '@/lib/server/actions/give-member-points';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('leaderboard.increment', ({ access, input }) =>
  giveMemberPoints(access, input),
);
