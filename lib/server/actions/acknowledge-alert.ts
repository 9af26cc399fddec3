import 'server-only';
import type { Access } from '../access';
import { alerts } from '../alerts/alerts';
import { AppError } from '../errors';

/** Says of an open alert that somebody knows of it. */
export function acknowledgeAlert({ instance, username }: Access, id: number) {
  const alert = alerts().store.find(instance.id, id);
  if (!alert) {
    throw new AppError('UNKNOWN_ALERT', `This instance has no alert ${id}.`, {
      ...{ status: 404, remedy: 'GET …/alerts lists them.', details: { field: 'id' } },
    });
  }
  return { id, acknowledged: alerts().acknowledge(alert, username, Date.now()) };
}
