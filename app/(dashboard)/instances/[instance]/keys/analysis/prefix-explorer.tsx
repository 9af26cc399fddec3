'use client';

import { ListTree } from 'lucide-react';
import Link from 'next/link';
import { useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { buttonStyle } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { formatCount, formatValue } from '@/lib/format';
import type { AnalysisView } from '@/lib/keyspace/analysis-view-schema';
import { analysisParams } from '@/lib/search-params';
import { describeRange, rangeOf, type Measure } from './estimate';
import { keysPath } from './keys-path';
import { PrefixCrumbs } from './prefix-crumbs';
import { PrefixMap } from './prefix-map';
import { PrefixTable } from './prefix-table';

/** Where the memory went by name: areas, the same as a table, and the way down and back. */
export function PrefixExplorer({
  result,
  measure,
  instance,
  database,
  pending,
}: {
  result: AnalysisView;
  measure: Measure;
  instance: string;
  database: number;
  /** What is shown is not yet the place that was asked for. */
  pending: boolean;
}) {
  const [{ colour }, setParams] = useQueryStates(analysisParams);
  const onGo = useCallback(
    (path: string) => void setParams({ prefix: path || null }, { history: 'push' }),
    [setParams],
  );
  const { prefix } = result;
  if (!prefix)
    return (
      <Panel title="By prefix">
        <p className="py-6 text-muted">
          Nothing is counted under this prefix.{' '}
          <button type="button" className="text-accent hover:underline" onClick={() => onGo('')}>
            Look at all keys
          </button>
        </p>
      </Panel>
    );
  const common = { measure, instance, database, onGo };
  return (
    <section
      aria-label="By prefix"
      aria-busy={pending || undefined}
      className={classNames('rounded-lg border bg-surface', pending && 'opacity-60')}
    >
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-3">
          <PrefixCrumbs trail={prefix.trail} onGo={onGo} />
          <span className="text-sm text-muted">
            {result.total.bytes.estimate > 0 && `${describeRange(rangeOf(prefix.of, 'bytes'), 'bytes')} · `}
            {describeRange(rangeOf(prefix.of, 'keys'), 'keys')} keys
          </span>
        </div>
        <div className="ml-auto flex flex-wrap items-center gap-2">
          <Segmented
            label="Colour"
            value={colour}
            onChange={(value) => void setParams({ colour: value })}
            options={[
              { value: 'type', label: 'By type' },
              { value: 'expiry', label: 'By expiry' },
            ]}
          />
          <Link
            href={keysPath(instance, database, prefix.of.glob)}
            prefetch={false}
            className={buttonStyle()}
          >
            <ListTree />
            Browse keys
          </Link>
        </div>
      </header>
      <div className="px-4 pb-4">
        <PrefixMap prefix={prefix} colouring={colour} {...common} />
      </div>
      <div className="border-t pt-3">
        <PrefixTable prefix={prefix} {...common} />
        {prefix.more.rows > 0 && (
          <p className="border-t px-4 py-2 text-sm text-muted">
            {formatCount(prefix.more.rows)} smaller groups more, with{' '}
            {formatValue(prefix.more.bytesShare, 'ratio')} of the bytes and{' '}
            {formatValue(prefix.more.keysShare, 'ratio')} of the keys.
          </p>
        )}
      </div>
    </section>
  );
}
