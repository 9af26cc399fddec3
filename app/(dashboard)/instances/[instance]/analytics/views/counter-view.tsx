'use client';

import { parseAsStringLiteral, useQueryStates } from 'nuqs';
import { BarPanel } from '@/components/charts/bar-panel';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { StatStrip } from '@/components/ui/stat-strip';
import type { Column } from '@/components/ui/table-column';
import { toShown } from '@/components/ui/wire-name';
import { formatCount, formatValue } from '@/lib/format';
import type { CountedSubject, CounterResponse } from '@/lib/patterns/counters/model';
import { TagPanels } from './counter/tag-panels';
import { TallyPanel } from './counter/tally-panel';
import { Notes } from './notes';
import { PeriodControls } from './periods/period-controls';
import { periodNames, toBars } from './periods/period-names';
import { PERIOD_PARAMS } from './periods/period-params';
import { SubjectTable } from './periods/subject-table';
import { ZoneLine } from './periods/zone-line';
import type { ViewProps } from './view-props';

const PARAMS = { ...PERIOD_PARAMS, compare: parseAsStringLiteral(['0', '1'] as const).withDefault('0') };

const BEFORE = { hour: 'hours before', day: 'days before', month: 'months before' };

const SUBJECT_COLUMNS: readonly Column<CountedSubject>[] = [
  {
    id: 'sum',
    label: 'In these periods',
    value: ({ sum }) => sum,
    unit: 'count',
    width: 150,
    onCard: 'half',
  },
  { id: 'total', label: 'In all', value: ({ total }) => total, unit: 'count', width: 130, onCard: 'half' },
];

/** Counts by hour, day or month, beside the time before; what they are made of; and totals. */
export function CounterView({ view }: ViewProps<CounterResponse>) {
  const [{ compare, of }, setParams] = useQueryStates(PARAMS);
  const { granularity, series, previous, timeZone, subjects } = view;
  const names = granularity && periodNames(granularity, timeZone?.name ?? null);
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
          ...(granularity
            ? [
                {
                  label: 'In these periods',
                  value: formatCount(view.sum),
                  note: changeNote(view),
                },
                { label: `Mean per ${granularity}`, value: formatValue(view.mean, 'count') },
                {
                  label: 'Peak',
                  value: formatCount(view.peak?.value),
                  note: view.peak && names ? names.full(view.peak.startsAt) : undefined,
                },
              ]
            : []),
          { label: 'Since the beginning', value: formatCount(view.total) },
        ]}
      />
      {granularity && (
        <BarPanel
          title="Counts"
          aside={
            <>
              <PeriodControls granularity={granularity} granularities={view.granularities} series={series} />
              <Button
                aria-pressed={compare === '1'}
                className={compare === '1' ? 'bg-accent-soft text-accent' : undefined}
                onClick={() => void setParams({ compare: compare === '1' ? '0' : '1' })}
              >
                Compare
              </Button>
            </>
          }
          label={`Counts by ${granularity}`}
          unit="count"
          height={280}
          bars={toBars(series, previous, granularity, timeZone?.name ?? null)}
          comparedLabel={previous ? `the ${series.length} ${BEFORE[granularity]}` : undefined}
          empty="None of these periods is known any more."
        />
      )}
      <ZoneLine timeZone={timeZone} />
      {view.tally && <TallyPanel tally={view.tally} />}
      <TagPanels tags={view.tags} />
      {subjects && (
        <SubjectTable
          rows={subjects.rows}
          of={subjects.of}
          counted={subjects.summed}
          complete={subjects.complete}
          chosen={view.of}
          columns={SUBJECT_COLUMNS}
          defaultSort={granularity ? '-sum' : '-total'}
          onChoose={(wire) => void setParams({ of: wire })}
        />
      )}
      {view.unreadable > 0 && <Badge tone="warning">{view.unreadable} keys hold no number</Badge>}
    </>
  );
}

function changeNote({ change, previousSum }: CounterResponse): string | undefined {
  if (previousSum === null) return undefined;
  if (change === null) return `${formatCount(previousSum)} before`;
  const sign = change >= 0 ? '+' : '−';
  return `${sign}${formatValue(Math.abs(change), 'ratio')} against ${formatCount(previousSum)} before`;
}
