import type { Family } from '../pattern';
import { librarySessions } from './library-layouts';
import { isSession, isSessionIndex } from './recognise';

const uuidSession = { template: 'session:{id:uuid}', certainty: 'named' } as const;

const DOCUMENTS = [
  'json-accessed',
  'json-activity',
  'json-activity-epoch',
  'json-data',
  'json-accessed-data',
  'hash-epoch',
  'hash-text',
  'json',
  'hash',
  'text',
] as const;

/** What six classes of the documents write: nearly the same names, told apart by type and fields. */
const documents: Family = {
  id: 'session',
  source: 'a common layout',
  identity: [],
  title: 'sessions',
  layouts: [
    {
      id: 'json-accessed',
      ...uuidSession,
      types: ['string'],
      encoding:
        'JSON {user_id, user_data, created_at, last_accessed, ip_address, user_agent}: ISO, UTC without a zone',
      ttl: '24 h after it began; reads keep it',
      check: isSession('json-accessed'),
    },
    {
      id: 'json-activity',
      ...uuidSession,
      types: ['string'],
      encoding: 'JSON {user_id, created_at, last_activity, data}: ISO, local without a zone',
      ttl: '1 h after the last request',
      check: isSession('json-activity'),
    },
    {
      id: 'hash-epoch',
      ...uuidSession,
      types: ['hash'],
      encoding: 'user_id, created_at in epoch s, and the data flat beside them',
      ttl: '30 min after the last request',
      check: isSession('hash-epoch'),
    },
    {
      id: 'json-data',
      ...uuidSession,
      types: ['string'],
      encoding: 'JSON {user_id, created_at, data}',
      ttl: '30 min after the last request',
      check: isSession('json-data'),
    },
    {
      id: 'hash-text',
      ...uuidSession,
      types: ['hash'],
      encoding: 'all of the data as texts',
      ttl: '30 min after the last request',
      check: isSession('hash-text'),
    },
    {
      id: 'json-accessed-data',
      ...uuidSession,
      types: ['string'],
      encoding: 'JSON {user_id, created_at, last_accessed, data}',
      ttl: '30 min',
      check: isSession('json-accessed-data'),
    },
    {
      id: 'json-activity-epoch',
      ...uuidSession,
      types: ['string'],
      encoding: 'JSON {user_id, created_at, last_activity}: epoch s',
      ttl: '1 h',
      check: isSession('json-activity-epoch'),
    },
    {
      id: 'named',
      template: 'session:{id}',
      types: ['string', 'hash'],
      certainty: 'generic',
      encoding: 'JSON or a hash that names a user, or any text: session:user:123, session:abc123:data',
      ttl: 'any',
      check: isSession(...DOCUMENTS),
    },
    {
      id: 'of-user',
      template: 'user:{user:segment}:sessions:{id}',
      types: ['string', 'hash'],
      certainty: 'named',
      encoding: 'as above: user:123:sessions:abc',
      ttl: 'any',
      check: isSession(...DOCUMENTS),
    },
    {
      id: 'index-000',
      template: 'user_sessions:{user}',
      types: ['set'],
      certainty: 'anchor',
      encoding: 'the ids of a user’s sessions',
      ttl: '24 h after the last one began',
      check: isSessionIndex,
    },
    {
      id: 'index-002',
      template: 'user:sessions:{user}',
      types: ['set'],
      certainty: 'anchor',
      encoding: 'the ids of a user’s sessions',
      ttl: 'none: ids of ended sessions stay',
      check: isSessionIndex,
    },
    {
      id: 'index-003',
      template: 'user:{user:segment}:sessions',
      types: ['set'],
      certainty: 'anchor',
      encoding: 'the ids of a user’s sessions',
      ttl: 'none: ids of ended sessions stay',
      check: isSessionIndex,
    },
  ],
};

export const sessions: readonly Family[] = [documents, ...librarySessions];

/** Layouts of keys that stand beside sessions and say nothing of their own. */
const HELPERS = /^(?:expires|expirations|idx|notified|account|email|token|user$|session-of-user)/;

/** What a layout's keys are: sessions, sets of a user's sessions, or what libraries need besides. */
export function roleOf(layout: string): 'session' | 'index' | 'helper' {
  if (layout.startsWith('index')) return 'index';
  return HELPERS.test(layout) ? 'helper' : 'session';
}
