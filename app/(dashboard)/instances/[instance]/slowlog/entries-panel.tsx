'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { useLive } from '@/components/live/live-provider';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { CursorPager } from '@/components/ui/cursor-pager';
import { DataTable } from '@/components/ui/data-table';
import { Moment } from '@/components/ui/moment';
import { Skeleton } from '@/components/ui/skeleton';
import type { Column } from '@/components/ui/table-column';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { UNKNOWN } from '@/lib/format';
import type { SlowlogResponse, SlowlogRow } from '@/lib/schemas/slowlog';
import { slowlogParams, viewParams } from '@/lib/search-params';
import type { AskedSpan } from '@/lib/time-span';
import { entriesQuery } from './queries';

const REFRESH_MS = 15_000;

/** The entries of the span, newest first, page by page. */
export function EntriesPanel({
  initial,
  span,
  empty,
}: {
  /** `null` where the server has not rendered just these. */
  initial: SlowlogResponse | null;
  span: AskedSpan;
  empty: string;
}) {
  const { instance, paused } = useLive();
  const [asked, setParams] = useQueryStates({ ...slowlogParams, node: viewParams.node });
  const { values, cursor, kind } = asked;
  const { data, error } = useRefreshed(
    `/api/instances/${instance.id}/slowlog?${new URLSearchParams(entriesQuery(asked, span))}`,
    initial,
    // An older page stays as it is.
    paused || cursor !== null || span.to !== undefined ? null : REFRESH_MS,
    initial === null,
  );
  const at = data?.at ?? 0;
  const columns = useMemo(() => columnsOf(kind === 'slow', at), [kind, at]);
  if (!data) return error ? <ReadTroubles error={error} /> : <Skeleton className="m-4 h-64" />;
  return (
    <>
      <ReadTroubles error={error} />
      <DataTable
        label="Slow log entries"
        noun="entry"
        columns={columns}
        rows={data.entries}
        rowId={({ node, id, at: moment }) => `${node}/${moment}/${id}`}
        defaultSort="-time"
        filterHint="HGETALL, client:worker, duration>50000"
        exportName={`${instance.id}-slowlog`}
        empty={empty}
        tools={
          <Button
            variant="quiet"
            aria-pressed={values}
            title="Only of keys that you may read; passwords stay masked in any case"
            onClick={() => void setParams({ values: values ? null : true })}
          >
            {values ? <EyeOff /> : <Eye />}
            {values ? 'Mask values' : 'Show values'}
          </Button>
        }
      />
      <div className="flex justify-end px-4 py-2 empty:hidden">
        <CursorPager
          cursor={cursor}
          next={data.next}
          onCursor={(next) => void setParams({ cursor: next }, { history: 'push' })}
        />
      </div>
    </>
  );
}

function columnsOf(isTime: boolean, now: number): readonly Column<SlowlogRow>[] {
  const amount: Column<SlowlogRow> = isTime
    ? {
        id: 'duration',
        label: 'Duration',
        explains: 'Time in the command itself, in microseconds when filtered',
        value: ({ durationUs }) => durationUs,
        unit: 'microseconds',
        width: 100,
        onCard: 'half',
      }
    : { id: 'bytes', label: 'Size', value: ({ bytes }) => bytes, unit: 'bytes', width: 100, onCard: 'half' };
  return [
    {
      id: 'time',
      label: 'Time',
      value: ({ at }) => at,
      width: 110,
      onCard: 'half',
      cell: ({ at }) => <Moment at={at} now={now} />,
    },
    amount,
    {
      id: 'command',
      label: 'Command',
      value: ({ command }) => command,
      width: 320,
      grow: true,
      mono: true,
      onCard: 'title',
      cell: ({ command, values }) => (
        <>
          {(values === 'denied' || values === 'unknown') && <NoAccess isKnown={values === 'denied'} />}
          {command}
        </>
      ),
    },
    {
      id: 'client',
      label: 'Client',
      value: ({ clientName, clientAddress }) => clientName || clientAddress,
      width: 170,
      mono: true,
      onCard: 'half',
      cell: ({ clientName, clientAddress, own }) => (
        <span className="flex items-center gap-1.5">
          <span className="truncate">{clientName || clientAddress || UNKNOWN}</span>
          {own && <Badge tone="accent">this dashboard</Badge>}
        </span>
      ),
    },
    {
      id: 'address',
      label: 'Address',
      value: ({ clientAddress }) => clientAddress,
      width: 170,
      mono: true,
      extra: true,
    },
    {
      id: 'fingerprint',
      label: 'Fingerprint',
      value: ({ fingerprint }) => fingerprint,
      width: 220,
      mono: true,
      extra: true,
    },
    {
      id: 'arguments',
      label: 'Arguments',
      explains: 'How many there were, where the log cut them',
      value: ({ argumentsTotal }) => argumentsTotal,
      unit: 'count',
      width: 100,
      extra: true,
    },
    { id: 'node', label: 'Node', value: ({ node }) => node, width: 160, mono: true, extra: true },
    { id: 'id', label: 'Id', value: ({ id }) => id, unit: 'count', width: 90, extra: true },
  ];
}

const NoAccess = ({ isKnown }: { isKnown: boolean }) => (
  <span className="mr-2">
    <Badge
      title={
        isKnown
          ? 'Your Redis user may not read every key that this command is about.'
          : 'Whether your Redis user may read these keys cannot be found out just now.'
      }
    >
      no access
    </Badge>
  </span>
);
