import type { Family } from '../pattern';
import { isPlaces, isPlacesForSure } from './recognise';

const places = {
  types: ['zset'] as const,
  encoding: 'member = place, score = 52-bit geohash',
  ttl: 'none',
  check: isPlaces,
};

export const geo: readonly Family[] = [
  {
    id: 'geo',
    source: 'a common layout',
    identity: ['name'],
    title: '{name}',
    layouts: [{ id: 'places', template: 'geo:{name}', certainty: 'named', ...places }],
  },
  {
    id: 'geo-alone',
    source: 'a common layout',
    identity: ['name'],
    title: '{name}',
    layouts: [
      {
        id: 'places-alone',
        template: '{name:cities|restaurants|drivers|stores}',
        certainty: 'named',
        ...places,
      },
    ],
  },
  {
    id: 'places',
    source: 'content: a sorted set whose scores are 52-bit geohashes',
    identity: ['shape'],
    title: '{shape}',
    layouts: [
      {
        id: 'places-by-content',
        template: '{key}',
        certainty: 'content',
        ...places,
        ttl: 'any',
        check: isPlacesForSure,
      },
    ],
  },
];
