import { requeueQueuedJob } from '@/lib/server/actions/requeue-job';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('job.requeue', ({ access, input }) => requeueQueuedJob(access, input));
