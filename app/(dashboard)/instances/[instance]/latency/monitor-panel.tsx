'use client';

import { useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { DataTable } from '@/components/ui/data-table';
import { Moment } from '@/components/ui/moment';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import { useLive } from '@/components/live/live-provider';
import type { LatencyEventRow, LatencyResponse } from '@/lib/schemas/latency';
import { latencyParams } from '@/lib/search-params';
import { describeMonitor, monitorState } from './describe-monitor';
import { SpikeChart } from './spike-chart';
import { ThresholdForm } from './threshold-form';

/** What held the server up, as its latency monitor remembers it. */
export function MonitorPanel({
  data,
  node,
  onChange,
}: {
  data: LatencyResponse;
  /** The one that was chosen; `null`: all. */
  node: string | null;
  onChange: () => void;
}) {
  const { instance } = useLive();
  const [, setEvent] = useQueryState('event', latencyParams.event);
  const { monitor, refused } = data;
  const several = monitor.nodes.length > 1;
  const columns = useMemo(() => eventColumns(data.at, several), [data.at, several]);
  const state = monitorState(monitor.nodes);
  const target = { node: node ?? undefined };
  const latest = refused['latency|latest'];
  return (
    <>
      <Panel
        title="What held the server up"
        aside={
          <>
            <ThresholdForm state={state} target={target} onDone={onChange} />
            {monitor.events.length > 0 && (
              <ActionButton action="latency.reset" input={target} label="Reset events" onDone={onChange} />
            )}
          </>
        }
        flush
      >
        {latest ? (
          <div className="px-4 pb-4">
            <Notice severity="info" title={latest.message} line={latest.line} />
          </div>
        ) : (
          <>
            <p className="px-4 pb-2 text-muted">{describeMonitor(monitor.nodes)}</p>
            <DataTable
              label="Events of the latency monitor"
              noun="event"
              columns={columns}
              rows={monitor.events}
              rowId={({ node, event }) => `${node}/${event}`}
              defaultSort="-when"
              filterHint="fork, worst>100"
              exportName={`${instance.id}-latency-events`}
              onOpen={({ event }) => void setEvent(event)}
              empty={
                state === 'off' ? 'Nothing is remembered while it is off.' : 'Nothing has taken so long.'
              }
              urlPrefix="events"
              heightClass="max-h-96"
            />
          </>
        )}
      </Panel>
      {monitor.shown !== null && (
        <SpikeChart event={monitor.shown} history={monitor.history} refusal={refused['latency|history']} />
      )}
    </>
  );
}

const eventColumns = (now: number, several: boolean): readonly Column<LatencyEventRow>[] => [
  { id: 'event', label: 'Event', value: ({ event }) => event, width: 190, mono: true, onCard: 'title' },
  {
    id: 'last',
    label: 'Last',
    explains: 'Milliseconds of the newest spike',
    value: ({ lastMs }) => lastMs * 1000,
    unit: 'microseconds',
    width: 90,
    onCard: 'half',
  },
  {
    id: 'worst',
    label: 'Worst',
    explains: 'Since the server’s start, or since they were reset',
    value: ({ maxMs }) => maxMs * 1000,
    unit: 'microseconds',
    width: 90,
    onCard: 'half',
  },
  {
    id: 'when',
    label: 'When',
    value: ({ at }) => at,
    width: 110,
    onCard: 'half',
    cell: ({ at }) => <Moment at={at} now={now} />,
  },
  {
    id: 'means',
    label: 'What it means',
    value: ({ describes }) => describes,
    width: 320,
    grow: true,
    onCard: 'whole',
    cell: ({ describes }) => (
      <span className="text-muted" title={describes ?? undefined}>
        {describes ?? '—'}
      </span>
    ),
  },
  { id: 'node', label: 'Node', value: ({ node }) => node, width: 160, mono: true, extra: !several },
];
