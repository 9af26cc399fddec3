import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { CATALOGUE } from '@/lib/patterns/catalogue';
import { toFamily, type OwnPattern } from '@/lib/patterns/own-pattern';
import type { Access } from '../access';
import { AppError } from '../errors';
import { lensOf } from '../lens/lens';
import { keepOwnPattern } from '../lens/thing-settings';

/**
 * Keeps a description and looks over the keys with it.
 * @throws AppError INVALID_INPUT that names the field where it fits no known layout
 */
export function describePattern(
  access: Access,
  { db, confirm: _, ...own }: ActionInput<'pattern.describe'>,
): Promise<OwnPattern> {
  requireUsable(own);
  keepOwnPattern(access.instance.id, db, own);
  lensOf(access, db).look(access, { again: true });
  return Promise.resolve(own);
}

/** @throws AppError INVALID_INPUT that names the field */
export function requireUsable(own: OwnPattern): void {
  try {
    toFamily(CATALOGUE, own);
  } catch (error) {
    const { message } = error as Error;
    throw new AppError('INVALID_INPUT', `${message}.`, {
      status: 400,
      remedy: 'GET …/analytics/patterns lists the layouts that a description can be like.',
      details: { field: message.split(':', 1)[0] },
    });
  }
}
