import { contentQuery } from '@/lib/keyspace/content-query';
import { contentResponse } from '@/lib/keyspace/content-schema';
import {
  exportLineSchema,
  exportQuery,
  keyMetaSchema,
  keyQuery,
  keysQuery,
  keysSchema,
  keyTreeQuery,
  keyTreeSchema,
} from '@/lib/keyspace/keys-schema';
import { matchingQuery, matchingSchema } from '@/lib/keyspace/matching-schema';
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
  keysMatching: {
    path: '/keys/matching',
    summary:
      'How many keys an action on all that match would touch, a page of a walk by SCAN, with some names',
    needs: ['scan'],
    query: matchingQuery,
    response: matchingSchema,
  },
  keyTree: {
    path: '/keys/tree',
    summary: 'The branches one level below a prefix, a page of a walk by SCAN',
    needs: ['scan'],
    query: keyTreeQuery,
    response: keyTreeSchema,
  },
  keysExport: {
    path: '/keys/export',
    summary: 'Keys as JSON lines: name, type, expiry and DUMP of each, or why not; the last line sums up',
    needs: ['scan', 'type', 'pttl', 'memory|usage', 'dump'],
    query: exportQuery,
    response: exportLineSchema,
    stream: 'application/x-ndjson',
  },
  key: {
    path: '/keys/key',
    summary: 'What is known of one key without its content',
    needs: [],
    query: keyQuery,
    response: keyMetaSchema,
  },
  keyContent: {
    path: '/keys/content',
    summary: 'A page of what a key holds, by its type, with its values decoded',
    needs: ['type'],
    query: contentQuery,
    response: contentResponse,
  },
} as const satisfies Record<string, Read>;
