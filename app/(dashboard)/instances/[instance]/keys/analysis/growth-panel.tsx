'use client';

import { useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { DataTable } from '@/components/ui/data-table';
import { Select } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import { formatBytes, formatValue, share } from '@/lib/format';
import type { AnalysisAnswer, WireGrowthRow } from '@/lib/keyspace/analysis-schema';
import type { AnalysisSummary } from '@/lib/keyspace/analysis-summary';
import { analysisParams } from '@/lib/search-params';
import { comparableWith } from './comparable-with';
import { signed } from './signed';
import { describeWhen } from './when';

/** What grew and what shrank since an earlier analysis. */
export function GrowthPanel({
  analysis,
  analyses,
  against,
  instance,
  onGo,
}: {
  analysis: AnalysisSummary;
  analyses: readonly AnalysisSummary[];
  against: AnalysisAnswer['against'];
  instance: string;
  onGo: (prefix: string) => void;
}) {
  const [, setAgainst] = useQueryState('against', analysisParams.against);
  const offered = comparableWith(analysis, analyses);
  const before = against?.analysis;
  const [rows, all] = useMemo(() => {
    const growth = against?.growth ?? [];
    return [toldApart(growth.filter(({ path }) => path !== '')), growth.find(({ path }) => path === '')];
  }, [against]);
  if (offered.length === 0)
    return (
      <Notice severity="info" title="There is nothing to compare with yet.">
        Analyse again, tomorrow or after a release, with the same separators: what grew and what shrank stands
        here then, prefix by prefix.
      </Notice>
    );
  return (
    <Panel
      title={
        all && before
          ? `${signed(all.growth.bytes, formatBytes)} since ${describeWhen(before.startedAt)}`
          : against
            ? 'Nothing changed'
            : 'Growth'
      }
      aside={
        <label className="flex items-center gap-2">
          <span className="text-muted">since</span>
          <Select
            aria-label="Compare with"
            value={before?.id ?? ''}
            onChange={(event) => void setAgainst(Number(event.target.value))}
            className="w-auto"
            suppressHydrationWarning
          >
            {!before && <option value="">…</option>}
            {offered.map(({ id, startedAt, bytes }) => (
              <option key={id} value={id} suppressHydrationWarning>
                {describeWhen(startedAt)} · {formatBytes(bytes?.estimate)}
              </option>
            ))}
          </Select>
        </label>
      }
      flush
    >
      {against?.isEstimate && (
        <p className="px-4 pb-2 text-sm text-muted">
          One of the two looked at a sample: small differences may be chance.
        </p>
      )}
      <DataTable
        label="Growth by prefix"
        noun="group"
        columns={COLUMNS}
        rows={rows}
        rowId={({ path }) => path}
        defaultSort="-change"
        urlPrefix="growth"
        filterHint="session, bytes>1000000"
        exportName={`${instance}-growth`}
        onOpen={({ path }) => onGo(path)}
        empty={against ? 'No prefix grew or shrank.' : 'Choose an earlier analysis.'}
      />
    </Panel>
  );
}

/** `user:*` is the name of `user` and of `user:{id}`: where both stand in the table, by their paths. */
function toldApart(rows: readonly WireGrowthRow[]): readonly WireGrowthRow[] {
  const times = new Map<string, number>();
  for (const { label } of rows) times.set(label, (times.get(label) ?? 0) + 1);
  return rows.map((row) =>
    times.get(row.label) === 1 ? row : { ...row, label: row.path.replaceAll('/', '') },
  );
}

const COLUMNS: readonly Column<WireGrowthRow>[] = [
  {
    id: 'prefix',
    label: 'Prefix',
    value: ({ label }) => label,
    width: 280,
    grow: true,
    mono: true,
    onCard: 'title',
  },
  {
    id: 'bytes',
    label: 'Bytes',
    value: ({ growth }) => growth.bytes,
    unit: 'bytes',
    width: 130,
    onCard: 'half',
    cell: ({ growth, unsure }) => (
      <Change
        value={signed(growth.bytes, formatBytes)}
        unsure={unsure.bytes === 0 ? null : formatBytes(unsure.bytes)}
      />
    ),
  },
  {
    id: 'change',
    label: 'Change',
    explains: 'Sorted by the size of the change, growth and loss alike',
    value: ({ growth, before }) => share(growth.bytes, before.bytes),
    order: ({ growth }) => Math.abs(growth.bytes),
    unit: 'ratio',
    width: 110,
    onCard: 'half',
    cell: ({ growth, before, after }) =>
      before.keys === 0 ? 'new' : after.keys === 0 ? 'gone' : changeOf(share(growth.bytes, before.bytes)),
  },
  {
    id: 'keys',
    label: 'Keys',
    value: ({ growth }) => growth.keys,
    unit: 'count',
    width: 120,
    onCard: 'half',
    cell: ({ growth, unsure }) => (
      <Change value={signed(growth.keys, count)} unsure={unsure.keys === 0 ? null : count(unsure.keys)} />
    ),
  },
  {
    id: 'before',
    label: 'Before',
    value: ({ before }) => before.bytes,
    unit: 'bytes',
    width: 110,
    onCard: 'half',
  },
  { id: 'after', label: 'Now', value: ({ after }) => after.bytes, unit: 'bytes', width: 110, onCard: 'half' },
];

const count = (value: number) => formatValue(value, 'count');
const changeOf = (ratio: number | null) =>
  ratio === null ? '—' : signed(ratio, (value) => formatValue(value, 'ratio'));

const Change = ({ value, unsure }: { value: string; unsure: string | null }) => (
  <span
    title={
      unsure === null ? undefined : `Up to ${unsure} of it may have been among rarer names before, or be now`
    }
  >
    {unsure !== null && '≈\u202f'}
    {value}
  </span>
);
