import { Button } from '@/components/ui/button';
import { SeverityIcon } from '@/components/ui/severity-icon';
import type { Trouble } from './troubles';

/** What is wrong, a line each, and the way to the jobs that show it. */
export function TroubleList({
  troubles,
  onShow,
}: {
  troubles: readonly Trouble[];
  onShow: (lane: string) => void;
}) {
  if (troubles.length === 0) return null;
  return (
    <ul className="space-y-1.5 rounded-lg border bg-surface px-4 py-3" aria-label="Needs attention">
      {troubles.map(({ severity, text, lane }) => (
        <li key={text} className="flex items-start gap-2.5">
          <SeverityIcon severity={severity} className="mt-1" />
          <span className="min-w-0 flex-1 pt-0.5">{text}</span>
          {lane !== undefined && (
            <Button variant="quiet" size="small" onClick={() => onShow(lane)}>
              Show
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
