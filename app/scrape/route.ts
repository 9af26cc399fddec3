import { exposeTarget } from '@/lib/server/prometheus/expose-nodes';
import { metricsRoute } from '@/lib/server/prometheus/metrics-route';

export const dynamic = 'force-dynamic';

export const GET = metricsRoute((query) => exposeTarget(query.get('target')));
