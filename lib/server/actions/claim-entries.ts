import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { toWire } from '@/lib/patterns/bytes';
import { claim } from '@/lib/patterns/streams/write';
import type { Access } from '../access';
import { actOnThing, requireKeyOf } from './act-on-thing';

/**
 * Gives pending entries to another consumer, unless they were delivered again meanwhile.
 * @returns how many of those asked for changed hands, and whether the consumer is a new one
 */
export async function claimEntries(
  access: Access,
  { key, group, consumer, ids, minIdleMs, ...address }: ActionInput<'stream.claim'>,
): Promise<{ consumer: string; claimed: number; asked: number; isNewConsumer: boolean }> {
  const { claimed, isNewConsumer } = await actOnThing(access, address, 'streams', (thing) => {
    requireKeyOf(thing, key);
    return claim(key, group, consumer, ids, minIdleMs);
  });
  return { consumer: toWire(consumer), claimed: claimed.length, asked: ids.length, isNewConsumer };
}
