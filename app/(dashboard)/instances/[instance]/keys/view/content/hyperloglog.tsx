'use client';

import { BarPanel } from '@/components/charts/bar-panel';
import { Badge } from '@/components/ui/badge';
import { StatStrip } from '@/components/ui/stat-strip';
import { formatBytes, formatCount, formatValue } from '@/lib/format';
import type { ContentProps } from './content-props';

/** How many distinct elements it has counted, as near as such a sketch can say, and how its registers are filled. */
export function HyperloglogContent({ content }: ContentProps<'hyperloglog'>) {
  const { estimate, standardError, low, high, encoding, bytes, cached, registers, zeroRegisters, histogram } =
    content;
  const highest = histogram.findLastIndex((count) => count > 0);
  return (
    <>
      <StatStrip
        stats={[
          {
            label: 'Distinct elements',
            value: `≈ ${formatCount(estimate)}`,
            note: `${formatCount(low)} to ${formatCount(high)} with 95 %`,
          },
          {
            label: 'Standard error',
            value: formatValue(standardError, 'ratio'),
            note: 'two of three estimates are nearer than this',
          },
          {
            label: 'Encoding',
            value: encoding,
            note: `${formatBytes(bytes)} ${encoding === 'dense' ? 'however many there are' : 'as long as few registers are filled'}`,
          },
          {
            label: 'Registers filled',
            value: formatCount(registers - zeroRegisters),
            note: `of ${formatCount(registers)}`,
          },
        ]}
      />
      <BarPanel
        title="Registers by value"
        aside={
          <Badge title={cached ? 'PFCOUNT had left it in the key' : 'From the registers, as PFCOUNT does it'}>
            {cached ? 'estimate kept by the server' : 'estimate computed here'}
          </Badge>
        }
        label="Registers by value"
        unit="count"
        bars={histogram.slice(0, highest + 1).map((count, value) => ({
          id: String(value),
          label: String(value),
          title: value === 0 ? 'Empty registers' : `Registers that hold ${value}`,
          value: count,
        }))}
      />
    </>
  );
}
