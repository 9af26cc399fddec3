import { WireName } from './wire-name';
import { formatCount } from '@/lib/format';

const NAMED = 8;

/**
 * Keys that are about to go: the first ones, and how many more.
 * @param props.total how many there are, where not all of them are here
 */
export function KeyNames({ keys, total = keys.length }: { keys: readonly string[]; total?: number }) {
  const more = total - Math.min(keys.length, NAMED);
  return (
    <ul className="max-h-48 overflow-y-auto rounded-md border px-3 py-2">
      {keys.slice(0, NAMED).map((key) => (
        <li key={key} className="truncate">
          <WireName wire={key} />
        </li>
      ))}
      {more > 0 && <li className="text-sm text-muted">and {formatCount(more)} more</li>}
    </ul>
  );
}
