import type { Family } from '../pattern';
import { isBitmap, isSettings } from './recognise';

export const flags: readonly Family[] = [
  {
    id: 'features',
    source: 'a common layout',
    identity: [],
    title: 'features of users',
    layouts: [
      {
        id: 'features',
        template: 'features:user:{user}',
        types: ['string'],
        certainty: 'named',
        encoding: 'bitmap: a bit for each feature',
        ttl: 'none',
        check: isBitmap,
      },
    ],
  },
  {
    id: 'experiment',
    source: 'a common layout',
    identity: [],
    title: 'experiments',
    layouts: [
      {
        id: 'variant',
        template: 'experiment:{variant}',
        types: ['string'],
        certainty: 'named',
        encoding: 'bitmap: a bit for each user id',
        ttl: 'none',
        check: isBitmap,
      },
    ],
  },
  {
    id: 'config',
    source: 'a common layout',
    identity: ['app'],
    title: 'config:{app}',
    layouts: [
      {
        id: 'settings',
        template: 'config:{app}',
        types: ['hash'],
        certainty: 'named',
        encoding: 'setting → value, secrets among them',
        ttl: 'none',
        check: isSettings,
      },
    ],
  },
];
