import {
  keyMetaSchema,
  keyQuery,
  keysQuery,
  keysSchema,
  keyTreeQuery,
  keyTreeSchema,
} from '@/lib/keyspace/keys-schema';
import type { Read } from './reads';

/** What may be asked of the keyspace: rows of `READS`. */
export const KEYSPACE_READS = {
  keys: {
    path: '/keys',
    summary: 'Keys by glob, type and time left, a page of a walk by SCAN; never more work than the budget',
    needs: ['scan'],
    query: keysQuery,
    response: keysSchema,
  },
  keyTree: {
    path: '/keys/tree',
    summary: 'The branches one level below a prefix, a page of a walk by SCAN',
    needs: ['scan'],
    query: keyTreeQuery,
    response: keyTreeSchema,
  },
  key: {
    path: '/keys/key',
    summary: 'What is known of one key without its content',
    needs: [],
    query: keyQuery,
    response: keyMetaSchema,
  },
} as const satisfies Record<string, Read>;
