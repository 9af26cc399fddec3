import { resetLatencyEvents } from '@/lib/server/actions/reset-latency-events';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('latency.reset', ({ access, input }) => resetLatencyEvents(access, input));
