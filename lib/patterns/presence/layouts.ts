import { isSetOfNames } from '../checks';
import type { Family } from '../pattern';

const online = {
  types: ['set'] as const,
  encoding: 'user ids',
  ttl: 'none',
  check: isSetOfNames,
};

export const presence: readonly Family[] = [
  {
    id: 'users-online',
    source: 'documents 002, 003',
    identity: [],
    title: 'users:online',
    layouts: [
      { id: 'online', template: 'users:online', certainty: 'named', ...online },
      {
        id: 'heartbeat',
        template: 'user:{user:segment}:heartbeat',
        types: ['string'],
        certainty: 'named',
        encoding: 'epoch s, or anything: that it is there counts',
        ttl: '60 s after the last sign of life',
      },
    ],
  },
  {
    id: 'online-users',
    source: 'document 001',
    identity: [],
    title: 'online:users',
    layouts: [{ id: 'online-alone', template: 'online:users', certainty: 'named', ...online }],
  },
];
