'use client';

import { ChevronRight, ExternalLink } from 'lucide-react';
import Link from 'next/link';
import { useQueryState } from 'nuqs';
import { ChartPanel } from '@/components/charts/chart-panel';
import type { TimeView } from '@/components/live/use-time-view';
import { Badge } from '@/components/ui/badge';
import { buttonStyle } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Quantity } from '@/components/ui/quantity';
import { StatStrip } from '@/components/ui/stat-strip';
import { formatDuration, formatValue } from '@/lib/format';
import type { Unit } from '@/lib/metrics/catalogue';
import { commandColours } from '@/lib/metrics/command-colours';
import { changeOf } from '@/lib/metrics/command-table';
import { commandWords } from '@/lib/redis/command-catalogue';
import type { CommandsResponse } from '@/lib/schemas/commands';
import { commandsParams } from '@/lib/search-params';
import { Change } from './change';
import { slowlogOf } from './command-link';
import { RunningClients } from './running-clients';

type Part = keyof NonNullable<CommandsResponse['history']>;

const CHARTS: readonly { title: string; part: Part; unit: Unit; ofTime?: true }[] = [
  { title: 'Calls', part: 'callsPerSecond', unit: 'perSecond' },
  { title: 'Time per call', part: 'microsecondsPerCall', unit: 'microseconds', ofTime: true },
  { title: 'Main thread', part: 'mainThreadRatio', unit: 'ratio', ofTime: true },
  { title: 'Errors', part: 'errorsPerSecond', unit: 'perSecond' },
];

/** One command: its history, what of it was slow, and who runs it now. */
export function CommandPlace({
  command,
  data,
  view,
  instance,
}: {
  command: string;
  data: CommandsResponse;
  view: TimeView;
  instance: string;
}) {
  const [, setCommand] = useQueryState('command', commandsParams.command);
  const words = commandWords(command);
  const row = data.commands.find((each) => each.command === command);
  const layers = data.layers.flatMap(({ command: layer }) => layer ?? []);
  const colours = commandColours(layers.includes(command) ? layers : [command]);
  const colour = `var(--series-${colours.get(command)!})`;
  const { markers, absences, nodes } = data;
  // What was asked before was another command's, or none's.
  const isAnswered = data.command === command;
  const [history, before] = isAnswered ? [data.history, data.historyBefore] : [null, null];
  const tellsTime = data.tells !== 'noTime';
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <nav aria-label="Path" className="flex items-center gap-1 text-muted">
          <button
            type="button"
            className="text-accent underline-offset-2 hover:underline max-sm:min-h-10"
            onClick={() => void setCommand(null, { history: 'push' })}
          >
            All commands
          </button>
          <ChevronRight aria-hidden className="size-4" />
        </nav>
        <h2 className="font-mono text-base font-medium">{words}</h2>
        {row?.type && <Badge>{row.type}</Badge>}
      </div>
      {row ? (
        <Figures row={row} nodes={nodes} tellsTime={tellsTime} />
      ) : (
        isAnswered && (
          <p className="rounded-lg border bg-surface px-4 py-3">
            {data.knownMs === 0
              ? 'Nothing is known of this span.'
              : `No application has called ${words} in the ${formatDuration(data.knownMs / 1000)} that are known.`}
          </p>
        )
      )}
      <div className="grid gap-4 md:grid-cols-2">
        {CHARTS.filter(({ ofTime }) => tellsTime || !ofTime).map(({ title, part, unit }) => (
          <ChartPanel
            key={part}
            title={part === 'mainThreadRatio' && nodes > 1 ? `${title}, mean of ${nodes} nodes` : title}
            label={`${title} of ${words}`}
            unit={unit}
            {...view.chart}
            markers={markers}
            absences={absences}
            legend={false}
            series={[
              {
                id: part,
                label: title,
                colour: part === 'errorsPerSecond' ? 'var(--critical)' : colour,
                points: history?.[part] ?? [],
                previous: before?.[part],
              },
            ]}
          />
        ))}
      </div>
      <RunningClients command={command} instance={instance} />
      <Panel
        title="In the slow log"
        aside={
          <Link href={slowlogOf(instance, command)} className={buttonStyle({ variant: 'quiet' })}>
            <ExternalLink />
            Slow log of {words}
          </Link>
        }
      >
        <p className="text-muted">
          Calls that took longer than slowlog-log-slower-than are kept with their arguments, and counted by
          their shape.
        </p>
      </Panel>
    </>
  );
}

function Figures({
  row,
  nodes,
  tellsTime,
}: {
  row: CommandsResponse['commands'][number];
  nodes: number;
  tellsTime: boolean;
}) {
  const { before } = row;
  const was = (value: number | null | undefined, unit: Unit, now: number | null) =>
    value == null ? (
      'not known before'
    ) : (
      <span className="inline-flex items-center gap-1">
        {formatValue(value, unit)} before <Change change={changeOf(now, value)} />
      </span>
    );
  const errors = row.errorRatio;
  return (
    <StatStrip
      stats={[
        {
          label: 'Calls',
          value: <Quantity value={row.callsPerSecond} unit="perSecond" />,
          note: was(before?.callsPerSecond, 'perSecond', row.callsPerSecond),
        },
        ...(tellsTime
          ? [
              {
                label: 'Time per call',
                value: <Quantity value={row.microsecondsPerCall} unit="microseconds" />,
                note: was(before?.microsecondsPerCall, 'microseconds', row.microsecondsPerCall),
              },
              {
                label: nodes > 1 ? 'Busiest main thread' : 'Main thread',
                value: <Quantity value={row.mainThreadRatio} unit="ratio" />,
                note: was(before?.mainThreadRatio, 'ratio', row.mainThreadRatio),
              },
              {
                label: 'Of all time in commands',
                value: <Quantity value={row.timeRatio} unit="ratio" />,
                note: was(before?.timeRatio, 'ratio', row.timeRatio),
              },
            ]
          : []),
        {
          label: 'Errors',
          value: <Quantity value={errors} unit="ratio" />,
          note:
            errors === null
              ? 'counted from 6.2 on'
              : `${formatValue(row.failedPerSecond, 'perSecond')} failed, ${formatValue(row.rejectedPerSecond, 'perSecond')} rejected`,
        },
      ]}
    />
  );
}
