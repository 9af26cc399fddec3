import 'server-only';
import type { z } from 'zod';
import { foldBranches, type FoundBranch } from '@/lib/keyspace/fold-branches';
import { globOfPrefix } from '@/lib/keyspace/glob';
import { keyWire } from '@/lib/keyspace/key-wire';
import type { Branch, keyTreeQuery, KeyTreeResponse } from '@/lib/keyspace/keys-schema';
import { toWire, type Bytes } from '@/lib/patterns/bytes';
import type { Access } from '../access';
import { walkKeyspace } from './walk-keyspace';

/** New branches that fill a page: more than anybody looks at in one go. */
const WANTED = 1_000;

/**
 * The branches one level below a prefix, as far as one page of a walk finds them.
 * @returns what this page found of each: pages are added up by label
 * @throws as `walkKeyspace`
 */
export async function listKeyBranches(
  access: Access,
  { db, prefix = '', separator, cursor }: z.infer<typeof keyTreeQuery>,
  signal: AbortSignal,
): Promise<KeyTreeResponse> {
  const branches = new Map<Bytes, FoundBranch>();
  const question = { db, match: globOfPrefix(prefix), filter: [separator], cursor, wanted: WANTED };
  const page = await walkKeyspace(access, question, signal, (names) => {
    const before = branches.size;
    foldBranches(branches, names, { prefix, separator });
    return branches.size - before;
  });
  return {
    ...page,
    prefix: toWire(prefix),
    separator: toWire(separator),
    branches: [...branches.values()].map(({ label, keys, isKey }): Branch => {
      const name = prefix + label;
      return { label: toWire(label), prefix: toWire(name + separator), key: keyWire(name), keys, isKey };
    }),
  };
}
