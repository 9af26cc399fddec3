import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { ReadContext, Thing } from '@/lib/patterns/pattern';
import { together, type Plan } from '@/lib/patterns/plan';
import { revokeSession } from '@/lib/patterns/sessions/revoke';
import type { Access } from '../access';
import { actOnThing } from './act-on-thing';

/** How it went with each of the sessions. */
export interface RevokedSessions {
  revoked: number;
  /** Had ended already. */
  gone: number;
  /** Keys that are no sessions of the thing. */
  other: number;
  failed: number;
}

/** Ends sessions, one after the other; @throws the error that all of them met */
export function revokeSessions(
  access: Access,
  { sessions, ...address }: ActionInput<'session.revoke'>,
): Promise<RevokedSessions> {
  return actOnThing(access, address, 'sessions', (thing, context) => revokeAll(thing, sessions, context));
}

const COUNTED = { revoked: 'revoked', gone: 'gone', 'not-a-session': 'other' } as const;

function* revokeAll(
  thing: Thing,
  sessions: ActionInput<'session.revoke'>['sessions'],
  context: ReadContext,
): Plan<RevokedSessions> {
  const counts: RevokedSessions = { revoked: 0, gone: 0, other: 0, failed: 0 };
  let error: Error | null = null;
  for (const { key, user } of sessions) {
    const [outcome] = yield* together([revokeSession(thing, key, context, { user })]);
    if (outcome instanceof Error) error = outcome;
    counts[outcome === undefined || outcome instanceof Error ? 'failed' : COUNTED[outcome.state]]++;
  }
  if (error && counts.failed === sessions.length) throw error;
  return counts;
}
