import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { toWire } from '@/lib/patterns/bytes';
import { removeMember } from '@/lib/patterns/leaderboards/write';
import type { Access } from '../access';
import { actOnThing, requireKeyOf } from './act-on-thing';

/** Takes a member off a board; @returns whether it was on it */
export async function removeBoardMember(
  access: Access,
  { key, member, ...address }: ActionInput<'leaderboard.remove'>,
): Promise<{ member: string; removed: boolean }> {
  const removed = await actOnThing(access, address, 'leaderboards', (thing) => {
    requireKeyOf(thing, key);
    return removeMember(key, member);
  });
  return { member: toWire(member), removed };
}
