'use client';

import { BarPanel } from '@/components/charts/bar-panel';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { StatStrip } from '@/components/ui/stat-strip';
import { formatBytes, formatCount, formatValue, share } from '@/lib/format';
import { BitGrid } from './bit-grid';
import type { ContentProps } from './content-props';

/** A string as bits: how many are set and where, and each of them page by page. */
export function BitmapContent({ content, asked, onAsk }: ContentProps<'bitmap'>) {
  const { bytes, bits, ones, exact, slices, window, next } = content;
  const offset = asked.offset ?? 0;
  const about = exact ? '' : '≈ ';
  return (
    <>
      <StatStrip
        stats={[
          {
            label: 'Bits set',
            value: `${about}${formatCount(ones)}`,
            note: exact ? 'BITCOUNT' : 'estimated: parts of it were counted',
          },
          {
            label: 'Of all',
            value: formatValue(share(ones, bits), 'ratio'),
            note: `${formatCount(bits)} bits`,
          },
          { label: 'Size', value: formatBytes(bytes), note: 'up to its highest bit' },
        ]}
      />
      {slices.length > 1 && (
        <BarPanel
          title="Where bits are set"
          aside={<span className="text-muted">share of each part that is set</span>}
          label="Share of set bits by part"
          unit="ratio"
          height={160}
          bars={slices.map((slice) => ({
            id: String(slice.offset),
            label: formatValue(slice.offset, 'count'),
            title: `Bits ${formatCount(slice.offset)}–${formatCount(slice.offset + slice.bits - 1)}`,
            value: share(slice.ones, slice.countedBits),
            partial: slice.countedBits < slice.bits,
          }))}
        />
      )}
      <Panel
        title="Bits"
        aside={
          <>
            <span className="text-muted">
              {formatCount(window.ones)} of {formatCount(window.bits)} shown are set
            </span>
            <Pager
              offset={window.offset}
              count={window.bits}
              total={bits}
              onOffset={(to) =>
                onAsk({ offset: (to < offset ? Math.max(0, window.offset - window.bits) : next) || null })
              }
            />
          </>
        }
      >
        <BitGrid bytes={atob(window.base64)} fromByte={window.offset / 8} />
      </Panel>
    </>
  );
}
