import { z } from 'zod';
import { text } from './fields';

export const capabilitiesSchema = z.object({
  user: text,
  method: z.enum(['dryrun', 'getuser', 'probe', 'no-users', 'trying']),
  commands: z.record(
    text,
    z.object({
      state: z.enum(['allowed', 'denied', 'unsupported', 'blocked', 'unknown']),
      grant: text.optional().describe('The line that would allow it.'),
    }),
  ),
});
