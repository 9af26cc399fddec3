import { formatCount, formatDuration } from '@/lib/format';
import { plural } from '@/lib/plural';
import { fine, warning, type ResultSentence } from './result-sentence';
import type { SessionAction } from './session-commands';

/** What an action on sessions did. */
export function describeSessionResult(id: SessionAction, facts: Record<string, unknown>): ResultSentence {
  switch (id) {
    case 'session.revoke':
      return describeRevoked(facts as unknown as RevokedSessions);
    case 'user.signout':
      return describeSignOut(facts as unknown as SignedOut);
    case 'session.extend':
      return describeExtension(String(facts.state), facts.ttlMs as number | null);
    case 'index.clean':
      return describeCleaning(facts as unknown as CleanedIndex);
  }
}

interface RevokedSessions {
  revoked: number;
  gone: number;
  other: number;
  failed: number;
}

function describeRevoked({ revoked, gone, other, failed }: RevokedSessions): ResultSentence {
  const rest = [
    gone > 0 && `${formatCount(gone)} had ended already`,
    other > 0 && `${formatCount(other)} ${other === 1 ? 'is no session' : 'are no sessions'} any more`,
    failed > 0 && `${formatCount(failed)} failed`,
  ].filter((part) => part !== false);
  return {
    severity: rest.length === 0 ? 'fine' : 'warning',
    text: `Revoked ${plural(revoked, 'session')}${rest.length > 0 ? `; ${rest.join(', ')}` : ''}.`,
  };
}

interface SignedOut {
  user: string;
  revoked: number;
  complete: boolean;
}

function describeSignOut({ user, revoked, complete }: SignedOut): ResultSentence {
  const done =
    revoked === 0 ? `No session of ${user} was found` : `Revoked ${plural(revoked, 'session')} of ${user}`;
  // Not every session could be looked at, and not every one stands in an index.
  return complete && revoked > 0
    ? fine(`${done}.`)
    : warning(complete ? `${done}.` : `${done}; not all could be looked at.`);
}

function describeExtension(state: string, ttlMs: number | null): ResultSentence {
  const left = ttlMs === null ? '' : formatDuration(ttlMs / 1000);
  if (state === 'extended') return fine(`The session lives for ${left} from now.`);
  const text: Record<string, string> = {
    'longer-already': `The session lives longer already: ${left}.`,
    'never-expires': 'The session never expires: it stays so.',
    unsupported: 'Such a session ends by what it holds: a longer TTL would not prolong it.',
    changed: 'The session changes too often just now: nothing was done.',
    'not-a-session': 'This is no session any more.',
  };
  return warning(text[state] ?? 'The session has ended already.');
}

interface CleanedIndex {
  index: string;
  state: 'cleaned' | 'not-an-index' | 'no-sessions';
  removed: number;
  complete: boolean;
}

function describeCleaning({ index, state, removed, complete }: CleanedIndex): ResultSentence {
  if (state === 'not-an-index') return warning(`${index} is no index of these sessions.`);
  if (state === 'no-sessions') return warning('No session is known, so none can be told to be gone.');
  const done = `Took ${plural(removed, 'ended session')} out of ${index}`;
  return complete ? fine(`${done}.`) : warning(`${done}; it is long: clean it again.`);
}
