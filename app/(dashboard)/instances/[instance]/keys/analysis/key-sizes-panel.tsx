'use client';

import { useState } from 'react';
import { BarPanel } from '@/components/charts/bar-panel';
import { Select } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { formatBytes, formatCount } from '@/lib/format';
import type { AnalysisAnswer } from '@/lib/keyspace/analysis-schema';
import { typeColour, typeWord } from '../type-badge';

/** What the server counts of all its keys by itself, without an analysis: INFO keysizes. */
export function KeySizesPanel({ keysizes }: { keysizes: AnalysisAnswer['keysizes'] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  if (keysizes === null) return null;
  if (!Array.isArray(keysizes))
    return <Notice severity="info" title={keysizes.message} line={keysizes.line} />;
  const shown = keysizes.find(({ type, unit }) => `${type} ${unit}` === chosen) ?? keysizes[0];
  if (!shown) return null;
  const keys = shown.buckets.reduce((sum, bucket) => sum + bucket.keys, 0);
  const write = shown.unit === 'bytes' ? formatBytes : formatCount;
  return (
    <BarPanel
      title={
        <>
          Counted by the server{' '}
          <span className="font-normal text-muted">{formatCount(keys)} keys, at no cost</span>
        </>
      }
      aside={
        <Select
          aria-label="Sizes of"
          value={`${shown.type} ${shown.unit}`}
          onChange={(event) => setChosen(event.target.value)}
          className="w-auto"
        >
          {keysizes.map(({ type, unit }) => (
            <option key={`${type} ${unit}`} value={`${type} ${unit}`}>
              {typeWord(type)}, by {unit}
            </option>
          ))}
        </Select>
      }
      label={`Sizes of ${typeWord(shown.type)} keys by ${shown.unit}, as INFO keysizes counts them`}
      unit="count"
      colour={typeColour(shown.type)}
      bars={shown.buckets.map(({ from, keys: value }) => ({
        id: String(from),
        label: write(from),
        // Each begins at a power of two, and ends before the next one.
        title: from < 2 ? write(from) : `${write(from)} up to ${write(2 * from)}`,
        value,
      }))}
      empty="The server counts none."
    />
  );
}
