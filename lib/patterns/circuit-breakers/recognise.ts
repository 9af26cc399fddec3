import { string } from '@/lib/redis/reply';
import { firstBytes } from '../checks';
import type { Check } from '../pattern';

/** The document writes `open`; other breakers write the other states too. */
export const isCircuitState: Check = firstBytes(
  (value) => (/^(?:open|half[-_ ]?open|closed)$/i.test(value) ? `the word “${value}”` : null),
  16,
);

/** Failures within a while: a count that ends by itself. One that stays counts something else. */
export const isFailureCount: Check = {
  commands: ({ name }) => [['GETRANGE', name, 0, 15]],
  judge: ([reply], { ttlMs }) =>
    ttlMs !== null && /^\d{1,9}$/.test(string(reply) ?? '') ? 'a count that ends' : null,
};
