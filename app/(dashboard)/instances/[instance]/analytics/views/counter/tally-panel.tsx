'use client';

import { useState } from 'react';
import { Panel } from '@/components/ui/panel';
import { toShown } from '@/components/ui/wire-name';
import { formatCount, formatValue } from '@/lib/format';
import type { CounterResponse } from '@/lib/patterns/counters/model';

type Tally = NonNullable<CounterResponse['tally']>;

/** Counts without periods: totals, and from one reading to the next their rates. */
export function TallyPanel({ tally }: { tally: Tally }) {
  const before = useBefore(tally);
  const seconds = before ? (tally.readAt - before.readAt) / 1000 : 0;
  const rateOf = (name: string, value: number) => {
    const earlier = before?.fields.find((field) => field.name === name)?.value;
    // Less than before: somebody began anew.
    return earlier === undefined || seconds <= 0 || value < earlier ? null : (value - earlier) / seconds;
  };
  return (
    <Panel
      title="Totals and rates"
      aside={
        tally.errorRatio !== null && (
          <span className="text-muted">
            {formatValue(tally.errorRatio, 'ratio')} of all requests are errors
          </span>
        )
      }
    >
      <table className="w-full max-w-xl text-sm">
        <thead className="text-left text-xs text-muted">
          <tr>
            <th className="py-1 font-normal">Field</th>
            <th className="py-1 text-right font-normal">In all</th>
            <th className="py-1 text-right font-normal">Since the reading before</th>
          </tr>
        </thead>
        <tbody>
          {tally.fields.map(({ name, value }) => (
            <tr key={name} className="border-t">
              <td className="py-1.5 font-mono text-xs">{toShown(name)}</td>
              <td className="py-1.5 text-right tabular-nums">{formatCount(value)}</td>
              <td className="py-1.5 text-right tabular-nums">
                {formatValue(rateOf(name, value), 'perSecond')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {tally.of > tally.fields.length && (
        <p className="mt-2 text-sm text-muted">
          {tally.fields.length} of {formatCount(tally.of)} fields
        </p>
      )}
    </Panel>
  );
}

/** The reading before this one. */
function useBefore(tally: Tally): Tally | null {
  const [kept, setKept] = useState<{ current: Tally; before: Tally | null }>({
    current: tally,
    before: null,
  });
  if (kept.current.readAt !== tally.readAt) setKept({ current: tally, before: kept.current });
  return kept.current.readAt === tally.readAt ? kept.before : kept.current;
}
