import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { toWire } from '@/lib/patterns/bytes';
import { incrementScore } from '@/lib/patterns/leaderboards/write';
import type { Access } from '../access';
import { actOnThing, requireKeyOf } from './act-on-thing';

/** Adds points to a member of a board; @returns its score now */
export async function giveMemberPoints(
  access: Access,
  { key, member, points, ...address }: ActionInput<'leaderboard.increment'>,
): Promise<{ member: string; score: number }> {
  const score = await actOnThing(access, address, 'leaderboards', (thing) => {
    requireKeyOf(thing, key);
    return incrementScore(key, member, points);
  });
  return { member: toWire(member), score };
}
