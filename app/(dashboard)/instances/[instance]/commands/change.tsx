import { ArrowDown, ArrowUp } from 'lucide-react';
import { formatValue } from '@/lib/format';

/** Changes smaller than this are noise, not news. */
const WORTH_SHOWING = 0.02;
/** From here on a multiple says more than a percentage. */
const MANY_TIMES = 9;

/** How a figure has changed against the span before; neither way is good or bad by itself. */
export function Change({ change, isNew = false }: { change: number | null; isNew?: boolean }) {
  if (isNew) return <span className="text-xs text-muted">new</span>;
  if (change === null || Math.abs(change) < WORTH_SHOWING) return null;
  const Arrow = change > 0 ? ArrowUp : ArrowDown;
  return (
    <span className="inline-flex items-center text-xs whitespace-nowrap text-muted">
      <Arrow className="size-3" aria-label={change > 0 ? 'up' : 'down'} />
      {change >= MANY_TIMES ? formatValue(change + 1, 'factor') : formatValue(Math.abs(change), 'ratio')}
    </span>
  );
}
