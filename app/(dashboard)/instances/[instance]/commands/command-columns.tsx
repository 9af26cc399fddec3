import { Sparkline } from '@/components/charts/sparkline';
import { Badge } from '@/components/ui/badge';
import { ShareCell } from '@/components/ui/share-cell';
import type { Column } from '@/components/ui/table-column';
import { formatValue } from '@/lib/format';
import { changeOf } from '@/lib/metrics/command-table';
import { OTHER } from '@/lib/metrics/families';
import type { Point } from '@/lib/metrics/series';
import { commandWords } from '@/lib/redis/command-catalogue';
import type { CommandTableRow } from '@/lib/schemas/commands';
import { Change } from './change';

/** What the collector keeps apart no more is summed, and has no place of its own. */
export const isOther = ({ command }: CommandTableRow): boolean => command === OTHER;

/** A command as people write it: `CLIENT LIST`. */
export const nameOf = (row: CommandTableRow): string =>
  isOther(row) ? 'all other commands' : commandWords(row.command);

const errorsPerSecond = ({ failedPerSecond, rejectedPerSecond }: CommandTableRow): number | null =>
  failedPerSecond === null && rejectedPerSecond === null
    ? null
    : (failedPerSecond ?? 0) + (rejectedPerSecond ?? 0);

/** The share of a main thread from which its number is marked: a single command has half of all there is. */
const HALF_A_THREAD = 0.5;

type Figure = 'callsPerSecond' | 'microsecondsPerCall' | 'mainThreadRatio';

const change = (id: string, label: string, of: Figure, extra = false): Column<CommandTableRow> => ({
  id,
  label,
  explains: 'Against the span of the same length before',
  value: (row) => changeOf(row[of], row.before?.[of]),
  unit: 'ratio',
  width: 76,
  extra,
  cell: (row) => (
    <Change
      change={changeOf(row[of], row.before?.[of])}
      isNew={row.before !== null && row.before.calls === 0}
    />
  ),
});

/**
 * The columns of the table of commands.
 *
 * @param colours by command, the colour that the charts draw it in
 * @param nodes how many nodes are added up
 * @param span what the small charts show, in Unix milliseconds
 * @param tellsTime whether the server counts the time of commands; `own`: whether our own calls are counted in
 */
export function commandColumns(
  colours: ReadonlyMap<string, string>,
  nodes: number,
  span: { from: number; to: number },
  { tellsTime, own }: { tellsTime: boolean; own: boolean },
): readonly Column<CommandTableRow>[] {
  const columns: Column<CommandTableRow>[] = [
    {
      id: 'command',
      label: 'Command',
      value: nameOf,
      width: 190,
      grow: true,
      mono: true,
      onCard: 'title',
      cell: (row) => (
        <span className="flex items-center gap-2">
          <span
            aria-hidden
            className="size-2 shrink-0 rounded-full"
            style={{ background: colours.get(row.command) ?? 'var(--series-8)' }}
          />
          <span className="truncate">{nameOf(row)}</span>
          {own && row.ownRatio >= 0.5 && <Badge tone="accent">this dashboard</Badge>}
        </span>
      ),
    },
    {
      id: 'type',
      label: 'Type',
      explains: "What it is for, as the server's COMMAND says",
      value: ({ type }) => type,
      width: 92,
      onCard: 'half',
    },
    {
      id: 'calls',
      label: 'Calls',
      value: ({ callsPerSecond }) => callsPerSecond,
      unit: 'perSecond',
      width: 92,
      onCard: 'half',
    },
    change('calls-change', 'Change', 'callsPerSecond'),
    {
      id: 'per-call',
      label: 'Per call',
      explains: 'Time in the command, of this span; in microseconds when filtered',
      value: ({ microsecondsPerCall }) => microsecondsPerCall,
      unit: 'microseconds',
      width: 92,
      onCard: 'half',
    },
    change('per-call-change', 'Change', 'microsecondsPerCall'),
    {
      id: 'main-thread',
      label: nodes > 1 ? 'Busiest thread' : 'Main thread',
      explains:
        nodes > 1
          ? "Share of the main thread's time, on the node where it is highest"
          : "Share of the main thread's time",
      value: ({ mainThreadRatio }) => mainThreadRatio,
      unit: 'ratio',
      width: 104,
      onCard: 'half',
      cell: ({ mainThreadRatio }) => (
        <span className={mainThreadRatio >= HALF_A_THREAD ? 'font-medium text-warning' : undefined}>
          {formatValue(mainThreadRatio, 'ratio')}
        </span>
      ),
    },
    change('main-thread-change', 'Change of the main thread', 'mainThreadRatio', true),
    {
      id: 'share',
      label: 'Of all time',
      explains: 'Share of the time that all commands take together',
      value: ({ timeRatio }) => timeRatio,
      unit: 'ratio',
      width: 140,
      onCard: 'half',
      cell: ({ timeRatio }) => <ShareCell ratio={timeRatio} />,
    },
    {
      id: 'errors',
      label: 'Errors',
      explains: 'Failed and rejected calls (6.2)',
      value: errorsPerSecond,
      unit: 'perSecond',
      width: 84,
      onCard: 'half',
      cell: (row) => {
        const errors = errorsPerSecond(row);
        return errors === 0 ? <span className="text-faint">0/s</span> : formatValue(errors, 'perSecond');
      },
    },
    {
      id: 'error-share',
      label: 'Error share',
      explains: 'Failed and rejected, of all that were asked for',
      value: ({ errorRatio }) => errorRatio,
      unit: 'ratio',
      width: 96,
      cell: ({ errorRatio }) =>
        errorRatio === 0 ? <span className="text-faint">0 %</span> : formatValue(errorRatio, 'ratio'),
    },
    {
      id: 'trend',
      label: 'Trend',
      explains: 'Calls per second over the span; sorted by the newest',
      // It is sorted and exported by its end.
      value: ({ trend }) => trend.findLast(([, value]) => value !== null)?.[1] ?? null,
      width: 132,
      cell: ({ trend }) => (
        <Sparkline points={trend.map(([at, value]): Point => [at, value, value, value])} {...span} />
      ),
    },
    {
      id: 'count',
      label: 'Calls in all',
      explains: 'In this span',
      value: ({ calls }) => calls,
      unit: 'count',
      width: 100,
      extra: true,
    },
    {
      id: 'failed',
      label: 'Failed',
      explains: 'Ran and answered an error (6.2)',
      value: ({ failedPerSecond }) => failedPerSecond,
      unit: 'perSecond',
      width: 90,
      extra: true,
    },
    {
      id: 'rejected',
      label: 'Rejected',
      explains: 'Refused before it ran: arity, ACL, out of memory (6.2)',
      value: ({ rejectedPerSecond }) => rejectedPerSecond,
      unit: 'perSecond',
      width: 90,
      extra: true,
    },
    {
      id: 'own',
      label: 'This dashboard',
      explains: 'Share of the calls that are its own, counted out or in',
      value: ({ ownRatio }) => ownRatio,
      unit: 'ratio',
      width: 120,
      extra: true,
    },
  ];
  return tellsTime ? columns : columns.filter(({ id }) => !OF_TIME.has(id));
}

const OF_TIME = new Set(['per-call', 'per-call-change', 'main-thread', 'main-thread-change', 'share']);
