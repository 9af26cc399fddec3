import { setLatencyMonitor } from '@/lib/server/actions/set-latency-monitor';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('latency.monitor', ({ access, input }) => setLatencyMonitor(access, input));
