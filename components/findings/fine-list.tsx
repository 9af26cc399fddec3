import type { FindingsResponse } from '@/lib/schemas/findings';
import { Badge } from '@/components/ui/badge';

/** What is fine, with its numbers. */
export function FineList({ items, named }: { items: FindingsResponse['fine']; named: boolean }) {
  return (
    <ul className="grid gap-x-8 gap-y-1 xl:grid-cols-2">
      {items.map(({ rule, node, sentence }) => (
        <li key={`${node} ${rule}`} className="min-w-0">
          {sentence} {named && <Badge>{node}</Badge>}
        </li>
      ))}
    </ul>
  );
}
