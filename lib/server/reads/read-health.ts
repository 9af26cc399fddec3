import 'server-only';
import type { z } from 'zod';
import type { healthSchema } from '@/lib/schemas/health';
import packageJson from '@/package.json';
import { collector } from '../collector/collector';

/** Whether the dashboard works, for a load balancer: no sign-in, so no names either. */
export function readHealth(): z.infer<typeof healthSchema> {
  const { instances, startedAt } = collector();
  const watchers = [...instances.values()];
  const up = watchers.filter(({ mainNode }) => mainNode?.state.state === 'up').length;
  return {
    status: up === watchers.length ? 'ok' : 'degraded',
    version: packageJson.version,
    uptimeSeconds: Math.round((Date.now() - startedAt) / 1000),
    instances: { total: watchers.length, up },
  };
}
