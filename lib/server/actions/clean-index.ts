import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { toWire } from '@/lib/patterns/bytes';
import { cleanIndex as clean, type CleanedIndex } from '@/lib/patterns/sessions/clean-index';
import type { Access } from '../access';
import { actOnThing } from './act-on-thing';

/** Takes the ids out of a user's index whose sessions are gone. */
export async function cleanIndex(
  access: Access,
  { key, ...address }: ActionInput<'index.clean'>,
): Promise<CleanedIndex & { index: string }> {
  const done = await actOnThing(access, address, 'sessions', (thing, context) => clean(thing, key, context));
  return { index: toWire(key), ...done };
}
