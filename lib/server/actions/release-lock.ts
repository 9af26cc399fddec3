import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { toWire } from '@/lib/patterns/bytes';
import { releaseLock as release, type Released } from '@/lib/patterns/locks/release';
import type { Access } from '../access';
import { actOnThing } from './act-on-thing';

/** Takes a lock from its holder, if that is still the one that the person saw. */
export async function releaseLock(
  access: Access,
  { key, holder, ...address }: ActionInput<'lock.release'>,
): Promise<{ lock: string; state: Released }> {
  const state = await actOnThing(access, address, 'locks', (thing, context) =>
    release(thing, key, holder, context),
  );
  return { lock: toWire(key), state };
}
