import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { toWire } from '@/lib/patterns/bytes';
import { resetOwnLimits, type LimitsReset } from '@/lib/patterns/rate-limits/reset';
import { isLimitKey } from '@/lib/patterns/rate-limits/who';
import type { Access } from '../access';
import { AppError } from '../errors';
import { actOnThing } from './act-on-thing';

/** Forgets what some have used; @returns how many of the keys were there still */
export async function resetLimits(
  access: Access,
  { keys, ...address }: ActionInput<'limit.reset'>,
): Promise<LimitsReset & { keys: number }> {
  const reset = await actOnThing(access, address, 'rate-limits', (thing) => {
    // A new window has a key that no scan has seen: its name tells whose it is.
    const foreign = keys.find((key) => !isLimitKey(thing, key));
    if (foreign === undefined) return resetOwnLimits(thing, keys);
    throw new AppError('INVALID_INPUT', `keys: ${toWire(foreign)} is no key of ${thing.title}.`, {
      status: 400,
      remedy: 'Take the keys from the rows.',
      details: { field: 'keys' },
    });
  });
  return { keys: keys.length, ...reset };
}
