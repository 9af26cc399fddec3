import { purgeQueuedJobs } from '@/lib/server/actions/purge-queue';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('queue.purge', ({ access, input }) => purgeQueuedJobs(access, input));
