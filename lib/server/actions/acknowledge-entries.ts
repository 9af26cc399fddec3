import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { acknowledge } from '@/lib/patterns/streams/write';
import type { Access } from '../access';
import { actOnThing, requireKeyOf } from './act-on-thing';

/** Says that a group is done with entries; @returns how many of those asked for were pending */
export async function acknowledgeEntries(
  access: Access,
  { key, group, ids, ...address }: ActionInput<'stream.ack'>,
): Promise<{ acknowledged: number; asked: number }> {
  const { acknowledged } = await actOnThing(access, address, 'streams', (thing) => {
    requireKeyOf(thing, key);
    return acknowledge(key, group, ids);
  });
  return { acknowledged, asked: ids.length };
}
