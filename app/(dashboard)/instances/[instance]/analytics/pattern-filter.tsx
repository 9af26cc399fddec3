import { classNames } from '@/components/ui/class-names';
import { formatCount } from '@/lib/format';
import { PATTERNS, type PatternId } from '@/lib/patterns/pattern-ids';
import type { AnalyticsResponse } from '@/lib/schemas/analytics';

/** One pattern or all; each says how many things it has. */
export function PatternFilter({
  patterns,
  chosen,
  onChoose,
}: {
  patterns: AnalyticsResponse['patterns'];
  chosen: PatternId | null;
  onChoose: (id: PatternId | null) => void;
}) {
  if (patterns.length < 2) return null;
  const all = patterns.reduce((sum, { things }) => sum + things, 0);
  return (
    <div role="group" aria-label="Patterns" className="flex flex-wrap gap-1.5">
      <Chip label="All" count={all} active={chosen === null} onClick={() => onChoose(null)} />
      {patterns.map(({ pattern, things }) => (
        <Chip
          key={pattern}
          label={PATTERNS[pattern].label}
          count={things}
          active={chosen === pattern}
          onClick={() => onChoose(chosen === pattern ? null : pattern)}
        />
      ))}
    </div>
  );
}

function Chip({
  label,
  count,
  active,
  onClick,
}: {
  label: string;
  count: number;
  active: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      aria-pressed={active}
      onClick={onClick}
      className={classNames(
        'flex h-7 items-center gap-1.5 rounded-full border px-2.5 text-sm transition-colors duration-100 max-sm:h-10',
        active ? 'border-transparent bg-accent-soft text-accent' : 'bg-surface text-muted hover:text-ink',
      )}
    >
      {label}
      <span className="text-xs tabular-nums">{formatCount(count)}</span>
    </button>
  );
}
