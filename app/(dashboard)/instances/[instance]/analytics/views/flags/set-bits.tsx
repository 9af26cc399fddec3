import { formatCount } from '@/lib/format';
import type { FlagsResponse } from '@/lib/patterns/flags/model';
import { toRuns } from './bit-runs';

type Opened = NonNullable<Extract<FlagsResponse, { kind: 'bitmaps' }>['opened']>;

/** Bitmaps of so many bits are drawn bit by bit. */
const DRAWN = 512;

/** Which bits are set. */
export function SetBits({ bitmap: { set, complete, bytes } }: { bitmap: Opened }) {
  const bits = 8 * (bytes ?? 0);
  if (set.length === 0) return <p className="px-4 text-muted">No bit is set.</p>;
  const drawn = complete && bits <= DRAWN;
  return (
    <div className="px-4">
      {drawn && <BitGrid bits={bits} set={new Set(set)} />}
      <section className={drawn ? 'sr-only' : undefined}>
        <h3 className="mb-2 text-sm text-muted">
          {complete ? 'All that are set' : `The first ${formatCount(set.length)} that are set`}
        </h3>
        <ul className="flex flex-wrap gap-1 font-mono text-xs" aria-label="Bits that are set">
          {toRuns(set).map(({ from, to }) => (
            <li key={from} className="rounded-sm border px-1.5 py-0.5 tabular-nums">
              {from === to ? from : `${from}–${to}`}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

const BitGrid = ({ bits, set }: { bits: number; set: ReadonlySet<number> }) => (
  <div aria-hidden className="grid grid-cols-[repeat(auto-fill,1.75rem)] gap-1">
    {Array.from({ length: bits }, (_, bit) => (
      <span
        key={bit}
        className={
          set.has(bit)
            ? 'rounded-sm bg-accent py-0.5 text-center text-xs text-accent-ink tabular-nums'
            : 'rounded-sm bg-sunken py-0.5 text-center text-xs text-muted tabular-nums'
        }
      >
        {bit}
      </span>
    ))}
  </div>
);
