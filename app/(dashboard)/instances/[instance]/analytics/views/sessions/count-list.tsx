import type { ReactNode } from 'react';
import { formatCount } from '@/lib/format';

/** What there is most of, with its share of the largest as a bar behind it. */
export function CountList({
  label,
  rows,
}: {
  label: string;
  rows: readonly { id: string; name: ReactNode; count: number; onChoose?: () => void }[];
}) {
  const largest = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <ol aria-label={label} className="-mx-2 text-sm">
      {rows.map(({ id, name, count, onChoose }) => {
        const content = (
          <>
            <span
              aria-hidden
              className="absolute inset-y-0.5 left-0 rounded-sm bg-accent-soft"
              style={{ width: `${(count / largest) * 100}%` }}
            />
            <span className="relative min-w-0 flex-1 truncate text-left">{name}</span>
            <span className="relative tabular-nums">{formatCount(count)}</span>
          </>
        );
        const row = 'relative flex h-8 w-full items-center gap-3 px-2 max-sm:h-10';
        return (
          <li key={id}>
            {onChoose ? (
              <button type="button" onClick={onChoose} className={`${row} hover:text-accent`}>
                {content}
              </button>
            ) : (
              <div className={row}>{content}</div>
            )}
          </li>
        );
      })}
    </ol>
  );
}
