'use client';

import { useQueryStates } from 'nuqs';
import { BarPanel } from '@/components/charts/bar-panel';
import { Button } from '@/components/ui/button';
import { StatStrip } from '@/components/ui/stat-strip';
import type { Column } from '@/components/ui/table-column';
import { toShown } from '@/components/ui/wire-name';
import { formatBytes, formatCount, formatValue } from '@/lib/format';
import type { UniqueResponse, UniqueSubject } from '@/lib/patterns/uniques/model';
import { Notes } from './notes';
import { PeriodControls } from './periods/period-controls';
import { periodNames, toBars } from './periods/period-names';
import { PERIOD_PARAMS } from './periods/period-params';
import { SubjectTable } from './periods/subject-table';
import { ZoneLine } from './periods/zone-line';
import { RetentionTable } from './unique/retention-table';
import type { ViewProps } from './view-props';

const SUBJECT_COLUMNS: readonly Column<UniqueSubject>[] = [
  { id: 'latest', label: 'Latest', value: ({ latest }) => latest, unit: 'count', width: 120, onCard: 'half' },
  {
    id: 'across',
    label: 'Everybody once',
    explains: 'In all periods shown',
    value: ({ across }) => across,
    unit: 'count',
    width: 140,
    onCard: 'half',
  },
];

const HOW = {
  registers: 'HyperLogLogs merged outside Redis',
  PFCOUNT: 'counted by PFCOUNT',
  members: 'members compared outside Redis',
  bits: 'bits combined outside Redis',
};

/** Different visitors by day, over all days, by page, and who came again. */
export function UniqueView({ view }: ViewProps<UniqueResponse>) {
  const [{ of }, setParams] = useQueryStates(PERIOD_PARAMS);
  const { granularity, series, timeZone, subjects, across } = view;
  const names = granularity && periodNames(granularity, timeZone?.name ?? null);
  const latest = series.at(-1);
  return (
    <>
      <Notes notes={view.notes} />
      {of !== null && view.of !== null && (
        <p className="flex flex-wrap items-center gap-3">
          Only <span className="font-mono text-sm">{toShown(view.of)}</span>
          <Button size="small" onClick={() => void setParams({ of: null })}>
            Show all
          </Button>
        </p>
      )}
      <StatStrip
        stats={[
          ...(latest && names
            ? [
                {
                  label: names.full(latest.startsAt),
                  value: formatCount(latest.value),
                  note: latest.partial ? 'not over yet' : undefined,
                },
                { label: `Mean per ${granularity}`, value: formatValue(view.mean, 'count') },
                {
                  label: 'Peak',
                  value: formatCount(view.peak?.value),
                  note: view.peak ? names.full(view.peak.startsAt) : undefined,
                },
              ]
            : []),
          {
            label: 'Everybody once',
            value: formatCount(across.value),
            note: across.reason ?? (across.how ? `${HOW[across.how]}, ${across.keys} keys` : undefined),
          },
        ]}
      />
      {granularity && (
        <BarPanel
          title="Different visitors"
          aside={
            <PeriodControls granularity={granularity} granularities={view.granularities} series={series} />
          }
          label={`Different visitors by ${granularity}`}
          unit="count"
          height={280}
          bars={toBars(series, null, granularity, timeZone?.name ?? null)}
          empty="None of these periods is known any more."
        />
      )}
      <p className="text-sm text-muted">{describePrecision(view)}</p>
      <ZoneLine timeZone={timeZone} />
      {view.retention && granularity && (
        <RetentionTable
          retention={view.retention}
          granularity={granularity}
          timeZone={timeZone?.name ?? null}
        />
      )}
      {subjects && (
        <SubjectTable
          rows={subjects.rows}
          of={subjects.of}
          counted={subjects.counted}
          complete={subjects.complete}
          chosen={view.of}
          columns={SUBJECT_COLUMNS}
          defaultSort={granularity ? '-across' : '-latest'}
          onChoose={(wire) => void setParams({ of: wire })}
        />
      )}
    </>
  );
}

function describePrecision({ kind, error, writes, keysRead, bytesRead }: UniqueResponse): string {
  const read = `${formatCount(keysRead)} keys and ${formatBytes(bytesRead)} were read.`;
  if (kind === null) return 'No key of it is there any more.';
  if (error === 0)
    return `Counted exactly, from ${kind === 'bitmap' ? 'the bits' : 'the members'} themselves. ${read}`;
  const precision = `HyperLogLogs estimate: two of three numbers are within ±${formatValue(error, 'ratio')} of the truth.`;
  const effect = writes
    ? 'PFCOUNT was asked, which keeps its result in the key: a small write.'
    : 'They were counted outside Redis, so that nothing was written.';
  return `${precision} ${effect} ${read}`;
}
