import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { extendSession as extend, type Extended } from '@/lib/patterns/sessions/revoke';
import type { Access } from '../access';
import { actOnThing } from './act-on-thing';

/** Lets a session live for so many seconds from now, unless it lives longer already. */
export function extendSession(
  access: Access,
  { key, seconds, ...address }: ActionInput<'session.extend'>,
): Promise<Extended> {
  return actOnThing(access, address, 'sessions', (thing, context) => extend(thing, key, seconds, context));
}
