import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { Access } from '../access';
import { AppError } from '../errors';
import { lensOf } from '../lens/lens';
import { forgetOwnPattern } from '../lens/thing-settings';

/** Deletes a description; @throws AppError UNKNOWN_PATTERN (404) */
export function forgetPattern(
  access: Access,
  { db, id }: ActionInput<'pattern.forget'>,
): Promise<{ id: string }> {
  if (!forgetOwnPattern(access.instance.id, db, id)) {
    throw new AppError('UNKNOWN_PATTERN', `No pattern of your own is called ${id}.`, {
      status: 404,
      details: { field: 'id' },
    });
  }
  lensOf(access, db).look(access, { again: true });
  return Promise.resolve({ id });
}
