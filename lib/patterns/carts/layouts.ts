import type { Family } from '../pattern';
import { isQuantities } from './recognise';

export const carts: readonly Family[] = [
  {
    id: 'cart',
    source: 'a common layout',
    identity: [],
    title: 'carts',
    layouts: [
      {
        id: 'cart',
        template: 'cart:{session}',
        types: ['hash'],
        certainty: 'named',
        encoding: 'product:{id} → quantity',
        ttl: 'none shown; 2 h after the last change in the demo',
        check: isQuantities,
      },
    ],
  },
];
