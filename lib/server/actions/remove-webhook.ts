import 'server-only';
import type { Access } from '../access';
import { deliveries } from '../alerts/deliveries';

/** Sends nothing there any more, and deletes the log of what was sent. */
export const removeWebhook = ({ instance }: Access, id: string) => ({
  id,
  removed: deliveries().store.remove(instance.id, id),
});
