import { firstBytes } from '../checks';

/** Base64 or hex of a digest: SHA-1 in Redis OM. */
export const isSchemaHash = firstBytes(
  (value) => (/^(?:[0-9a-f]{40}|[0-9a-f]{64}|[\w+/-]{27}=?)$/i.test(value) ? 'a digest' : null),
  80,
);
