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
    <ul className="max-w-4xl space-y-4">
      {[...reasons.entries()].map(([reason, group]) => (
        <li key={reason} className="space-y-1.5">
          <p>Not checked, because {group[0]!.because}:</p>
          <p className="text-muted">{[...new Set(group.map(({ title }) => title))].join(' · ')}</p>
          {group[0]!.line && <CopyLine line={group[0]!.line} />}
        </li>
      ))}
    </ul>
  );
}
