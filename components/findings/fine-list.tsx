import type { FindingsResponse } from '@/lib/schemas/findings';
import { Badge } from '@/components/ui/badge';
import { classNames } from '@/components/ui/class-names';

/** What is fine, each in a quiet line with its numbers. */
export function FineList({
  items,
  named,
  columns = false,
}: {
  items: FindingsResponse['fine'];
  named: boolean;
  /** In two columns, where there is room. */
  columns?: boolean;
}) {
  return (
    <ul className={classNames('space-y-1', columns && 'gap-x-10 xl:columns-2')}>
      {items.map(({ rule, node, sentence }) => (
        <li key={`${node} ${rule}`} className="min-w-0 break-inside-avoid">
          {sentence} {named && <Badge>{node}</Badge>}
        </li>
      ))}
    </ul>
  );
}
