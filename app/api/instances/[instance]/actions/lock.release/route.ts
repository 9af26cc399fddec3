import { releaseLock } from '@/lib/server/actions/release-lock';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('lock.release', ({ access, input }) => releaseLock(access, input));
