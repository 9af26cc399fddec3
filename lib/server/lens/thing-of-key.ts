import 'server-only';
import type { Bytes } from '@/lib/patterns/bytes';
import type { Access } from '../access';
import { knownLenses } from './lens';

/** What a key belongs to, where somebody's look at Analytics has found that out already; asks Redis nothing. */
export function thingOfKey(
  access: Access,
  database: number,
  key: Bytes,
): { id: string; title: string; pattern: string } | null {
  const lens = knownLenses(access).find((each) => each.database === database);
  const thing = lens?.things().find(({ parts }) => parts.some(({ names }) => names.includes(key)));
  return thing ? { id: thing.id, title: thing.title, pattern: thing.pattern } : null;
}
