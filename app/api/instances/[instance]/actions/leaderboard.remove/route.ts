import { removeBoardMember } from '@/lib/server/actions/remove-board-member';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('leaderboard.remove', ({ access, input }) =>
  removeBoardMember(access, input),
);
