import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { trim } from '@/lib/patterns/streams/write';
import type { Access } from '../access';
import { actOnThing, requireKeyOf } from './act-on-thing';

/** Takes the oldest entries of a stream away; @returns how many, and how many stay */
export async function trimStream(
  access: Access,
  { key, maxLength, exact, ...address }: ActionInput<'stream.trim'>,
): Promise<{ removed: number; length: number }> {
  return actOnThing(access, address, 'streams', (thing) => {
    requireKeyOf(thing, key);
    return trim(key, maxLength, { exact });
  });
}
