import { requeueQueuedJob } from '@/lib/server/actions/requeue-job';
import { actionRoute } from '@/lib/server/route';

export const POST = actionRoute('job.requeue', ({ access, input }) => requeueQueuedJob(access, input));
