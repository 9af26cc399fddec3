import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { ACTIONS } from '@/lib/actions/actions';
import type { Access } from '../access';
import { findAuditEntry } from '../audit';
import { findBulk } from '../bulk/running-bulks';
import { AppError } from '../errors';

/**
 * Ends an action on all keys that match, after the batch that is under way. Others than who began it may do so where
 * they could have begun it.
 */
export async function cancelBulk(access: Access, { audit }: ActionInput<'bulk.cancel'>) {
  const bulk = findBulk(access.instance.id, audit);
  if (!bulk) {
    const entry = findAuditEntry(audit);
    if (entry?.instance === access.instance.id && /^keys\./.test(entry.action))
      return { audit, state: 'ended' };
    throw new AppError('UNKNOWN_BULK', `Audit entry ${audit} is no action on all keys that match.`, {
      status: 404,
      details: { field: 'audit' },
    });
  }
  if (bulk.person !== access.username) await access.require(ACTIONS[bulk.action].command);
  bulk.job.cancel();
  return { audit, state: 'cancelling' };
}
