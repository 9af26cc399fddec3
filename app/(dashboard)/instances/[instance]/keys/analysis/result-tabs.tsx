'use client';

import { useQueryStates } from 'nuqs';
import { useLive } from '@/components/live/live-provider';
import { Segmented } from '@/components/ui/segmented';
import type { AnalysisAnswer } from '@/lib/keyspace/analysis-schema';
import { analysisParams } from '@/lib/search-params';
import { BiggestTable } from './biggest-table';
import { EarlierTable } from './earlier-table';
import { ExpiryPanel } from './expiry-panel';
import { GrowthPanel } from './growth-panel';
import { KeySizesPanel } from './key-sizes-panel';
import { PrefixExplorer } from './prefix-explorer';
import { SizePanel } from './size-panel';
import { TypeTable } from './type-table';
import { UsePanel } from './use-panel';

/** An answer that has something to show. */
type Shown = AnalysisAnswer & {
  analysis: NonNullable<AnalysisAnswer['analysis']>;
  result: NonNullable<AnalysisAnswer['result']>;
};

/** The result from each of its sides. */
export function ResultTabs({
  data: { at, analysis, result, analyses, against, keysizes, database },
  pending,
  onChanged,
}: {
  data: Shown;
  pending: boolean;
  onChanged: () => void;
}) {
  const { instance } = useLive();
  const [{ tab, by }, setParams] = useQueryStates(analysisParams);
  const place = { instance: instance.id, database };
  const isMeasured = result.total.bytes.estimate > 0;
  const measure = isMeasured ? by : 'keys';
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <div className="max-w-full overflow-x-auto">
          <Segmented
            label="Show"
            value={tab}
            onChange={(value) => void setParams({ tab: value })}
            options={[
              { value: 'prefixes', label: 'Prefixes' },
              { value: 'types', label: 'Types and ages' },
              { value: 'biggest', label: 'Biggest keys' },
              { value: 'growth', label: 'Growth' },
              { value: 'earlier', label: `Analyses (${analyses.length})` },
            ]}
          />
        </div>
        {isMeasured && (tab === 'prefixes' || tab === 'types') && (
          <div className="ml-auto">
            <Segmented
              label="Measure"
              value={by}
              onChange={(value) => void setParams({ by: value })}
              options={[
                { value: 'bytes', label: 'Bytes' },
                { value: 'keys', label: 'Keys' },
              ]}
            />
          </div>
        )}
      </div>
      {tab === 'prefixes' && (
        <PrefixExplorer result={result} measure={measure} pending={pending} {...place} />
      )}
      {tab === 'types' && (
        <>
          <div className="grid gap-4 xl:grid-cols-2 xl:[&>:last-child:nth-child(odd)]:col-span-2">
            <ExpiryPanel result={result} measure={measure} />
            <SizePanel result={result} measure={measure} />
            <UsePanel result={result} measure={measure} />
            <KeySizesPanel keysizes={keysizes} />
          </div>
          <TypeTable result={result} measure={measure} instance={instance.id} />
        </>
      )}
      {tab === 'biggest' && <BiggestTable result={result} {...place} />}
      {tab === 'growth' && (
        <GrowthPanel
          analysis={analysis}
          analyses={analyses}
          against={against}
          at={at}
          pending={pending}
          instance={instance.id}
          onGo={(path) => void setParams({ prefix: path, tab: null }, { history: 'push' })}
        />
      )}
      {tab === 'earlier' && (
        <EarlierTable analyses={analyses} shown={analysis} instance={instance.id} onChanged={onChanged} />
      )}
    </>
  );
}
