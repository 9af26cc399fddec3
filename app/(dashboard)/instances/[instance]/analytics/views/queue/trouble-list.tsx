import { SeverityIcon } from '@/components/ui/severity-icon';
import type { Trouble } from './troubles';

/** What is wrong, a line each. */
export function TroubleList({ troubles }: { troubles: readonly Trouble[] }) {
  if (troubles.length === 0) return null;
  return (
    <ul className="space-y-1.5 rounded-lg border bg-surface px-4 py-3" aria-label="Needs attention">
      {troubles.map(({ severity, text }) => (
        <li key={text} className="flex gap-2.5">
          <SeverityIcon severity={severity} className="mt-0.5" />
          {text}
        </li>
      ))}
    </ul>
  );
}
