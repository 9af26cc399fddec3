import { removeQueuedJob } from '@/lib/server/actions/remove-job';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('job.remove', ({ access, input }) => removeQueuedJob(access, input));
