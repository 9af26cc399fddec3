import { CopyLine } from '@/components/ui/copy-line';
import type { UncheckedItem } from '@/lib/schemas/findings';

/** What could not be checked, by the reason: one grant usually brings several. */
export function UncheckedList({ items }: { items: readonly UncheckedItem[] }) {
  const reasons = new Map<string, UncheckedItem[]>();
  for (const item of items) {
    const reason = `${item.because} ${item.line}`;
    reasons.set(reason, [...(reasons.get(reason) ?? []), item]);
  }
  return (
    <ul className="space-y-3">
      {[...reasons.values()].map((group) => (
        <li key={group[0]!.rule} className="space-y-1.5">
          <p>
            {[...new Set(group.map(({ title }) => title))].join(', ')}:{' '}
            <span className="text-muted">not checked, because {group[0]!.because}.</span>
          </p>
          {group[0]!.line && <CopyLine line={group[0]!.line} />}
        </li>
      ))}
    </ul>
  );
}
