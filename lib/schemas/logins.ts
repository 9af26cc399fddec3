import { z } from 'zod';
import { text, unixMs } from './fields';

export const loginsSchema = z.object({
  logins: z.array(
    z.object({
      sid: text,
      username: text,
      signedInAt: unixMs,
      lastSeenAt: unixMs,
      address: text,
      self: z.boolean(),
    }),
  ),
});
export type LoginsResponse = z.infer<typeof loginsSchema>;
