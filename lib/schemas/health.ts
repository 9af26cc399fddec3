import { z } from 'zod';
import { count, text } from './fields';

export const healthSchema = z.object({
  status: z.enum(['ok', 'degraded']),
  version: text,
  uptimeSeconds: z.number(),
  instances: z.object({ total: count, up: count }),
});
