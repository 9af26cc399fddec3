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
    source: 'a common layout',
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
    source: 'a common layout',
    identity: [],
    title: 'online:users',
    layouts: [{ id: 'online-alone', template: 'online:users', certainty: 'named', ...online }],
  },
];
