import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { ThingSettings } from '@/lib/patterns/settings';
import type { Access } from '../access';
import { changeThingSettings } from '../lens/thing-settings';

/** Sets, or with `null` takes back, what people say of a thing. @returns all its settings now */
export function changeThing(
  access: Access,
  { db, thing, confirm: _, ...change }: ActionInput<'thing.change'>,
): Promise<{ thing: string; settings: ThingSettings }> {
  return Promise.resolve({ thing, settings: changeThingSettings(access.instance.id, db, thing, change) });
}
