import 'server-only';
import { toBytes, type Bytes } from '@/lib/patterns/bytes';
import { CATALOGUE } from '@/lib/patterns/catalogue';
import { isOwnKey } from '@/lib/patterns/kept-keys';
import type { Thing } from '@/lib/patterns/pattern';
import type { Access } from '../access';
import { knownLenses } from './lens';

/** What a key belongs to by its name, where a look at Analytics has found that thing already; asks Redis nothing. */
export function thingOfKey(
  access: Access,
  database: number,
  key: Bytes,
): { id: string; title: string; pattern: string } | null {
  const lens = knownLenses(access).find((each) => each.database === database);
  const thing = lens?.things().find((each) => beginsLike(each, key) && isOwnKey(each, familiesOf(each), key));
  return thing ? { id: thing.id, title: thing.title, pattern: thing.pattern } : null;
}

const familiesOf = ({ pattern }: Thing) => CATALOGUE.find(({ id }) => id === pattern)?.families ?? [];

/** Spares most things the matching of their name rules. */
const beginsLike = ({ parts }: Thing, key: Bytes) =>
  parts.some(({ template }) => key.startsWith(toBytes(/^[^{\\]*/.exec(template)![0])));
