import { WireName } from './wire-name';
import { formatCount } from '@/lib/format';

const NAMED = 8;

/** Keys that are about to go: the first ones, and how many more. */
export function KeyNames({ keys }: { keys: readonly string[] }) {
  return (
    <ul className="max-h-48 overflow-y-auto rounded-md border px-3 py-2">
      {keys.slice(0, NAMED).map((key) => (
        <li key={key} className="truncate">
          <WireName wire={key} />
        </li>
      ))}
      {keys.length > NAMED && (
        <li className="text-sm text-muted">and {formatCount(keys.length - NAMED)} more</li>
      )}
    </ul>
  );
}
