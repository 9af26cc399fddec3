'use client';

import { useMemo } from 'react';
import { formatCount } from '@/lib/format';
import type { Bytes } from '@/lib/patterns/bytes';

const BITS_PER_ROW = 64;
const CELL = 11;
const GAP = 2;
/** Room for the number of the first bit at the left and the count at the right. */
const LEFT = 78;
const RIGHT = 44;

/**
 * Bits as squares, 64 in a row, the first one at the top left as SETBIT counts; beside each row the number of its
 * first bit and how many of it are set.
 */
export function BitGrid({ bytes, fromByte }: { bytes: Bytes; fromByte: number }) {
  const rows = useMemo(() => toRows(bytes), [bytes]);
  const width = LEFT + BITS_PER_ROW * CELL + RIGHT;
  return (
    <div className="max-h-[60vh] overflow-auto" role="group" aria-label="Bits" tabIndex={0}>
      <svg
        role="img"
        aria-label={`${formatCount(rows.reduce((sum, { ones }) => sum + ones, 0))} of ${formatCount(bytes.length * 8)} bits are set`}
        viewBox={`0 0 ${width} ${rows.length * CELL}`}
        className="block w-full max-w-[66rem] min-w-[44rem]"
      >
        {rows.map(({ on, off, ones }, row) => (
          <g key={row} transform={`translate(0 ${row * CELL})`}>
            <text
              x={LEFT - 10}
              y={CELL - 3}
              textAnchor="end"
              className="fill-[var(--ink-faint)] font-mono text-[9px]"
            >
              {formatCount(fromByte * 8 + row * BITS_PER_ROW)}
            </text>
            <path d={off} transform={`translate(${LEFT} 0)`} fill="var(--line)" />
            <path d={on} transform={`translate(${LEFT} 0)`} fill="var(--accent)" />
            <text
              x={width}
              y={CELL - 3}
              textAnchor="end"
              className={
                ones > 0
                  ? 'fill-[var(--ink-muted)] font-mono text-[9px]'
                  : 'fill-[var(--ink-faint)] font-mono text-[9px]'
              }
            >
              {ones}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

/** One path for the set bits of a row and one for the others: a page has thousands of squares. */
function toRows(bytes: Bytes): { on: string; off: string; ones: number }[] {
  const rows = [];
  const perRow = BITS_PER_ROW / 8;
  for (let start = 0; start < bytes.length; start += perRow) {
    const slice = bytes.slice(start, start + perRow);
    let [on, off, ones] = ['', '', 0];
    for (let bit = 0; bit < slice.length * 8; bit += 1) {
      const isSet = (slice.charCodeAt(bit >> 3) >> (7 - (bit & 7))) & 1;
      const side = CELL - GAP;
      const square = `M${bit * CELL} ${GAP / 2}h${side}v${side}h-${side}z`;
      if (isSet) {
        on += square;
        ones += 1;
      } else off += square;
    }
    rows.push({ on, off, ones });
  }
  return rows;
}
