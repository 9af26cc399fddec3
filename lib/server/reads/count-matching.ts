import 'server-only';
import type { z } from 'zod';
import { keyWire } from '@/lib/keyspace/key-wire';
import type { matchingQuery, MatchingResponse } from '@/lib/keyspace/matching-schema';
import type { Access } from '../access';
import { keysThatFit } from '../bulk/keys-that-fit';
import { walkKeyspace } from './walk-keyspace';

/** Names that a page shows. */
const SAMPLE = 20;

/**
 * Counts the keys that match, a page of a walk by SCAN: exact when the pages of the whole walk are added up.
 * @throws as `walkKeyspace`; AppError NOPERM of a person who may not ask for what the filter is about
 */
export async function countMatching(
  access: Access,
  { db, match, type, ttl, cursor }: z.infer<typeof matchingQuery>,
  signal: AbortSignal,
): Promise<MatchingResponse> {
  const sample: string[] = [];
  let matched = 0;
  let unsorted = 0;
  const page = await walkKeyspace(
    access,
    { db, match, filter: ['matching', type, ttl], cursor, wanted: Infinity },
    signal,
    async (names, connection) => {
      const fitting = await keysThatFit(access, connection, names, { type, ttl });
      matched += fitting.names.length;
      unsorted += fitting.refused;
      sample.push(...fitting.names.slice(0, SAMPLE - sample.length).map(keyWire));
      return fitting.names.length;
    },
  );
  return { ...page, matched, sample, unsorted };
}
