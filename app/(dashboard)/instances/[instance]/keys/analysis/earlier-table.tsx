'use client';

import { GitCompareArrows, Trash2 } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { Panel } from '@/components/ui/panel';
import { SeverityIcon } from '@/components/ui/severity-icon';
import type { Column } from '@/components/ui/table-column';
import { formatCount, formatDuration } from '@/lib/format';
import type { AnalysisSummary } from '@/lib/keyspace/analysis-summary';
import { analysisParams } from '@/lib/search-params';
import { comparableWith } from './comparable-with';
import { Estimate } from './estimate';
import { PACE_WORDS } from './pace-words';
import { isUnderWay, STATE_WORDS } from './state-words';
import { When } from './when';

/** What is kept of earlier analyses: to open, to compare with, to forget. */
export function EarlierTable({
  analyses,
  shown,
  instance,
  onChanged,
}: {
  analyses: readonly AnalysisSummary[];
  /** The one on the page. */
  shown: AnalysisSummary;
  instance: string;
  onChanged: () => void;
}) {
  const [, setParams] = useQueryStates(analysisParams, { history: 'push' });
  const columns = useMemo(() => {
    const comparable = new Set(comparableWith(shown, analyses).map(({ id }) => id));
    const onCompare = (id: number) => void setParams({ against: id, id: shown.id, tab: 'growth' });
    return columnsOf({ shown: shown.id, comparable, onCompare, onChanged });
  }, [shown, analyses, setParams, onChanged]);
  return (
    <Panel title="Analyses" flush>
      <DataTable
        label="Analyses"
        noun="run"
        columns={columns}
        rows={analyses}
        rowId={({ id }) => String(id)}
        defaultSort="-when"
        urlPrefix="earlier"
        filterHint="viewer, state:done, keys>1000000"
        exportName={`${instance}-analyses`}
        onOpen={({ id }) => void setParams({ id, prefix: null, against: null, tab: null })}
        empty="There is none yet."
      />
    </Panel>
  );
}

function columnsOf({
  shown,
  comparable,
  onCompare,
  onChanged,
}: {
  shown: number;
  comparable: ReadonlySet<number>;
  onCompare: (id: number) => void;
  onChanged: () => void;
}): readonly Column<AnalysisSummary>[] {
  return [
    {
      id: 'when',
      label: 'When',
      value: ({ startedAt }) => new Date(startedAt).toISOString(),
      order: ({ startedAt }) => startedAt,
      width: 180,
      grow: true,
      onCard: 'title',
      cell: ({ id, startedAt }) => (
        <span className="flex items-center gap-2">
          <When at={startedAt} />
          {id === shown && <Badge tone="accent">shown</Badge>}
        </span>
      ),
    },
    {
      id: 'state',
      label: 'State',
      value: ({ state }) => STATE_WORDS[state].short,
      width: 110,
      onCard: 'half',
      cell: ({ state, error }) => (
        <span className="flex items-center gap-1.5" title={error?.message}>
          <SeverityIcon severity={STATE_WORDS[state].severity} />
          {STATE_WORDS[state].short}
        </span>
      ),
    },
    { id: 'user', label: 'By', value: ({ user }) => user, width: 80, onCard: 'half' },
    {
      id: 'extent',
      label: 'Extent',
      value: ({ options: { sampleKeys, pace, detail } }) =>
        `${sampleKeys === null ? 'every key' : `sample of ${formatCount(sampleKeys)}`}, ${PACE_WORDS[pace].label.toLowerCase()}, ${detail}`,
      width: 205,
      onCard: 'whole',
    },
    {
      id: 'keys',
      label: 'Keys seen',
      value: ({ seenKeys }) => seenKeys,
      unit: 'count',
      width: 90,
      onCard: 'half',
    },
    {
      id: 'bytes',
      label: 'Bytes',
      value: ({ bytes }) => bytes?.estimate ?? null,
      unit: 'bytes',
      width: 205,
      onCard: 'half',
      cell: ({ bytes }) => (bytes === null ? '—' : <Estimate range={bytes} measure="bytes" />),
    },
    {
      id: 'seconds',
      label: 'Took',
      value: ({ startedAt, endedAt }) => (endedAt === null ? null : (endedAt - startedAt) / 1000),
      unit: 'seconds',
      width: 95,
      onCard: 'half',
      cell: ({ startedAt, endedAt }) =>
        formatDuration(endedAt === null ? null : (endedAt - startedAt) / 1000),
    },
    {
      id: 'act',
      label: '',
      value: () => null,
      width: 190,
      onCard: 'whole',
      cell: ({ id, db, state, startedAt }) => (
        <span
          className="flex items-center justify-end gap-1"
          onClick={(event) => event.stopPropagation()}
          onKeyDown={(event) => event.stopPropagation()}
        >
          {comparable.has(id) && (
            <Button size="small" variant="quiet" onClick={() => onCompare(id)}>
              <GitCompareArrows />
              Compare
            </Button>
          )}
          {!isUnderWay(state) && (
            <ActionButton
              action="analysis.forget"
              input={{ db, id }}
              label="Forget"
              icon={<Trash2 />}
              size="small"
              variant="quiet"
              preview={
                <p>
                  The analysis of <When at={startedAt} />.
                </p>
              }
              onDone={onChanged}
            />
          )}
        </span>
      ),
    },
  ];
}
