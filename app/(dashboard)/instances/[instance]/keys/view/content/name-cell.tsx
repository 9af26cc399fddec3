import { CutName } from '@/components/ui/cut-name';
import type { ShownValue } from '@/lib/keyspace/shown-value';
import { ValueCell } from './value-cell';

/** A member or field: its name, cut in the middle; where it is too long to be addressed, its beginning. */
export function NameCell({ name, shown }: { name: string | null; shown: ShownValue }) {
  if (name === '') return <span className="text-muted">(empty)</span>;
  const isPacked = shown.wrappers.length > 0 || shown.form === 'messagepack';
  return name === null || isPacked ? <ValueCell value={shown} /> : <CutName wire={name} />;
}
