import type { Family } from '../pattern';
import { isCircuitState, isFailureCount } from './recognise';

/**
 * All circuits are one thing: they come and go within a minute, and people look at them side by side. A circuit whose
 * keys are gone is closed and without failures.
 */
export const circuitBreakers: readonly Family[] = [
  {
    id: 'circuits',
    source: 'a common layout (AdvancedCache.circuit_breaker_cache)',
    identity: [],
    title: 'Circuit breakers',
    layouts: [
      {
        id: 'circuit',
        template: 'circuit:{circuit}',
        types: ['string'],
        certainty: 'named',
        encoding: 'the word “open”; a key that is missing is a closed circuit',
        ttl: '60 s: then it is closed again, there is no half-open state',
        check: isCircuitState,
      },
      {
        id: 'failures',
        template: 'failures:{circuit}',
        types: ['string'],
        certainty: 'named',
        encoding: 'integer: failures, each within a minute of the one before; the fifth opens the circuit',
        ttl: '60 s after the last failure',
        check: isFailureCount,
      },
    ],
  },
];
