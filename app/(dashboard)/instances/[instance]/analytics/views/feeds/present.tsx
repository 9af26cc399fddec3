import { WireName } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';

/** Who is in a chat room. */
export function Present({ present, members }: { present: readonly string[]; members: number | null }) {
  if (present.length === 0) return null;
  return (
    <details className="border-b px-4 pb-3">
      <summary className="cursor-pointer text-sm">
        {formatCount(members ?? present.length)} in the room
        {members !== null && members > present.length && (
          <span className="text-muted">, {formatCount(present.length)} of them shown</span>
        )}
      </summary>
      <ul className="mt-2 flex max-h-40 flex-wrap gap-1 overflow-y-auto">
        {present.map((member) => (
          <li key={member} className="rounded-sm border px-1.5">
            <WireName wire={member} />
          </li>
        ))}
      </ul>
    </details>
  );
}
