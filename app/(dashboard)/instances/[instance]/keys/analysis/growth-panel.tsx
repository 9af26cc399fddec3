'use client';

import { useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { classNames } from '@/components/ui/class-names';
import { DataTable } from '@/components/ui/data-table';
import { Select } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import { useTimeZone } from '@/lib/client/use-time-zone';
import { formatBytes, formatCount, formatValue, share } from '@/lib/format';
import type { AnalysisAnswer, WireGrowthRow } from '@/lib/keyspace/analysis-schema';
import type { AnalysisSummary } from '@/lib/keyspace/analysis-summary';
import { analysisParams } from '@/lib/search-params';
import { comparableWith } from './comparable-with';
import { describeSince, describeWhen } from './describe-when';
import { growthSentence } from './growth-sentence';
import { Look, SentenceText } from './sentence-list';
import { signed } from './signed';

/** What grew and what shrank since an earlier analysis: the most of it in a sentence, then prefix by prefix. */
export function GrowthPanel({
  analysis,
  analyses,
  against,
  at,
  pending,
  instance,
  onGo,
}: {
  analysis: AnalysisSummary;
  analyses: readonly AnalysisSummary[];
  against: AnalysisAnswer['against'];
  /** Unix milliseconds. */
  at: number;
  /** The comparison that was asked for is still to come. */
  pending: boolean;
  instance: string;
  onGo: (prefix: string) => void;
}) {
  const [, setAgainst] = useQueryState('against', analysisParams.against);
  const timeZone = useTimeZone();
  const offered = comparableWith(analysis, analyses);
  const rows = useMemo(() => (against?.growth ?? []).filter(({ path }) => path !== ''), [against]);
  if (offered.length === 0)
    return (
      <Notice severity="info" title="There is nothing to compare with yet.">
        Analyse again, tomorrow or after a release, with the same separators: what grew and what shrank stands
        here then, prefix by prefix.
      </Notice>
    );
  const since = against && describeSince(against.analysis.startedAt, at, timeZone);
  const sentence = growthSentence({ against, at }, timeZone);
  return (
    <Panel
      title={
        sentence ? (
          // On a phone it takes two lines.
          <span className="block py-1">
            <SentenceText parts={sentence.parts} />
            <span className="text-sm font-normal">
              <Look onLook={() => onGo(sentence.prefix!)} />
            </span>
          </span>
        ) : since === null ? (
          'Growth'
        ) : rows.length > 0 ? (
          `Changes since ${since}`
        ) : (
          `Nothing grew or shrank since ${since}.`
        )
      }
      aside={
        <label className="flex items-center gap-2">
          <span className="text-muted max-sm:hidden">compared with</span>
          <Select
            aria-label="Compare with"
            value={against?.analysis.id ?? ''}
            onChange={(event) => void setAgainst(Number(event.target.value))}
            className="w-auto"
          >
            {!against && <option value="">…</option>}
            {offered.map(({ id, startedAt, bytes }) => (
              <option key={id} value={id}>
                {describeWhen(startedAt, timeZone)} · {formatBytes(bytes?.estimate)}
              </option>
            ))}
          </Select>
        </label>
      }
      className={classNames(pending && 'opacity-60')}
      flush
    >
      <Whole growth={against?.growth} />
      {against?.isEstimate && (
        <p className="px-4 pb-2 text-sm text-muted">
          One of the two looked at a sample: small differences may be chance, and what it did not see may have
          been there.
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

/** How all keys together changed, quietly: the sentence above it says where. */
function Whole({ growth }: { growth: readonly WireGrowthRow[] | undefined }) {
  const all = growth?.find(({ path }) => path === '');
  if (!all) return null;
  return (
    <p className="px-4 pb-2 text-sm text-muted">
      All keys: {signed(all.growth.bytes, formatBytes)}, from {formatBytes(all.before.bytes)} to{' '}
      {formatBytes(all.after.bytes)}, and {signed(all.growth.keys, formatCount)} keys.
    </p>
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
    cell: ({ growth, before, after, unsure }) => {
      const maybe = unsure.keys > 0 ? 'maybe ' : '';
      if (before.keys === 0) return `${maybe}new`;
      return after.keys === 0 ? `${maybe}gone` : changeOf(share(growth.bytes, before.bytes));
    },
  },
  {
    id: 'keys',
    label: 'Keys',
    value: ({ growth }) => growth.keys,
    unit: 'count',
    width: 120,
    onCard: 'half',
    cell: ({ growth, unsure }) => (
      <Change
        value={signed(growth.keys, formatCount)}
        unsure={unsure.keys === 0 ? null : formatCount(unsure.keys)}
      />
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

const changeOf = (ratio: number | null) =>
  ratio === null ? '—' : signed(ratio, (value) => formatValue(value, 'ratio'));

const Change = ({ value, unsure }: { value: string; unsure: string | null }) => (
  <span
    title={
      unsure === null
        ? undefined
        : `Up to ${unsure} of it may have been there before without being seen, or be now`
    }
  >
    {unsure !== null && '≈\u202f'}
    {value}
  </span>
);
