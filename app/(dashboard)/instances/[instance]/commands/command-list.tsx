'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { ChartPanel } from '@/components/charts/chart-panel';
import type { TimeView } from '@/components/live/use-time-view';
import { Button } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { Panel } from '@/components/ui/panel';
import { describeCommands } from '@/lib/advisor/describe-commands';
import { formatDuration } from '@/lib/format';
import { commandWords } from '@/lib/redis/command-catalogue';
import type { CommandsResponse } from '@/lib/schemas/commands';
import { commandsParams, tableParams } from '@/lib/search-params';
import { colourOf } from './colour-of';
import { commandColumns, isOther } from './command-columns';

/** All commands: where the time goes, and a row for each. */
export function CommandList({
  data,
  view,
  instance,
}: {
  data: CommandsResponse;
  view: TimeView;
  instance: string;
}) {
  const [{ own }, setParams] = useQueryStates({ ...commandsParams, q: tableParams.q });
  const { from, to, nodes, layers } = data;
  const colours = useMemo(() => colourOf(layers.flatMap(({ command }) => command ?? [])), [layers]);
  const tellsTime = data.tells !== 'noTime';
  const columns = useMemo(
    () => commandColumns(colours, nodes, { from, to }, { tellsTime, own }),
    [colours, nodes, from, to, tellsTime, own],
  );
  const chart = (of: 'callsPerSecond' | 'mainThreadRatio') => ({
    stacked: true,
    // The table below has the colours, and more numbers than a legend.
    legend: false,
    height: 200,
    ...view.chart,
    ...{ markers: data.markers, absences: data.absences },
    series: layers.map(({ command, [of]: points, before }) => ({
      id: command ?? 'others',
      label: command === null ? 'all others' : commandWords(command),
      colour: colours.get(command ?? '') ?? 'var(--series-8)',
      points,
      previous: before?.[of],
    })),
  });
  return (
    <>
      {data.knownMs > 0 && (
        <p className="rounded-lg border bg-surface px-4 py-3 font-medium">
          {describeCommands(data.total, data.commands, nodes)}
        </p>
      )}
      <div className={tellsTime ? 'grid gap-4 xl:grid-cols-2' : undefined}>
        {tellsTime && (
          <ChartPanel
            title={nodes > 1 ? `Main thread by command, mean of ${nodes} nodes` : 'Main thread by command'}
            label="Time of the main thread by command"
            unit="ratio"
            {...chart('mainThreadRatio')}
          />
        )}
        <ChartPanel
          title="Calls by command"
          label="Calls per second by command"
          unit="perSecond"
          {...chart('callsPerSecond')}
        />
      </div>
      <Panel flush>
        <DataTable
          label="Commands"
          noun="command"
          columns={columns}
          rows={data.commands}
          rowId={({ command }) => command}
          defaultSort={tellsTime ? '-share' : '-calls'}
          filterHint="get, type:write, per-call>100, errors>0"
          exportName={`${instance}-commands`}
          onOpen={(row) => {
            // Its filter is another table's.
            if (!isOther(row)) void setParams({ command: row.command, q: null }, { history: 'push' });
          }}
          tools={
            <Button
              variant="quiet"
              aria-pressed={own}
              title="Its calls are counted out, at the mean time of their command"
              onClick={() => void setParams({ own: own ? null : true })}
            >
              {own ? <EyeOff /> : <Eye />}
              {own ? 'Count this dashboard out' : 'Count this dashboard in'}
            </Button>
          }
          empty={emptyReason(data)}
        />
      </Panel>
    </>
  );
}

function emptyReason({ knownMs, tells }: CommandsResponse): string {
  if (tells === 'nothing') return 'The server tells nothing of its commands.';
  return knownMs === 0
    ? 'Nothing is known of this span.'
    : `No application has called a command in the ${formatDuration(knownMs / 1000)} that are known.`;
}
