import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { Access } from '../access';
import { lensOf, type LensState } from '../lens/lens';

/** Begins another look over the keys; what is known stays on the screen until it is complete. */
export function scanAgain(access: Access, { db, pace }: ActionInput<'analytics.scan'>): Promise<LensState> {
  return Promise.resolve({ ...lensOf(access, db).look(access, { again: true, pace }) });
}
