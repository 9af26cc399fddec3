'use client';

import { useMemo, type ReactNode } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Badge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import { Meter } from '@/components/ui/meter';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatWholeSeconds } from '@/lib/format';
import type { CircuitRow } from '@/lib/patterns/circuit-breakers/read';

/** How long a circuit stays open that a person opens; as long as the application's own. */
const OPEN_SECONDS = 60;

/** Circuits with their state, counting down. */
export function CircuitTable({
  rows,
  threshold,
  elapsedMs,
  address,
  empty,
  onChanged,
}: {
  rows: readonly CircuitRow[];
  /** Failures that open a circuit. */
  threshold: number;
  /** Since the rows were read. */
  elapsedMs: number;
  /** What names them in an action; `null`: they are only read. */
  address: { db: number; thing: string } | null;
  empty: ReactNode;
  onChanged: () => void;
}) {
  const columns = useMemo(
    (): readonly Column<CircuitRow>[] => [
      {
        id: 'state',
        label: 'State',
        value: ({ state }) => state,
        order: rank,
        width: 110,
        onCard: 'half',
        cell: (row) => <State row={row} />,
      },
      {
        id: 'circuit',
        label: 'Circuit',
        value: ({ circuit }) => toShown(circuit),
        width: 240,
        grow: true,
        onCard: 'title',
        cell: ({ circuit }) => <WireName wire={circuit} />,
      },
      {
        id: 'closes',
        label: 'Closes in',
        explains: 'When it is called again by itself',
        value: ({ closesInMs }) => left(closesInMs, elapsedMs),
        unit: 'seconds',
        width: 120,
        onCard: 'half',
        cell: ({ state, stays, closesInMs }) =>
          stays ? (
            <span className="text-critical">never by itself</span>
          ) : state === 'closed' ? (
            '—'
          ) : (
            formatWholeSeconds(left(closesInMs, elapsedMs))
          ),
      },
      {
        id: 'failures',
        label: 'Failures',
        explains: 'Of as many as open it',
        value: ({ failures }) => failures,
        unit: 'count',
        width: 170,
        onCard: 'half',
        cell: ({ failures }) => (
          <span className="flex items-center justify-end gap-2.5">
            <Meter
              ratio={failures / threshold}
              tone={failures >= threshold - 1 ? 'warning' : 'plain'}
              className="w-16"
            />
            <span className="tabular-nums">
              {failures} of {threshold}
            </span>
          </span>
        ),
      },
      {
        id: 'forgotten',
        label: 'Forgotten in',
        explains: 'When the count begins anew, unless another failure comes',
        value: ({ failuresEndInMs }) => left(failuresEndInMs, elapsedMs),
        unit: 'seconds',
        width: 120,
        onCard: 'half',
        cell: ({ failuresEndInMs }) => formatWholeSeconds(left(failuresEndInMs, elapsedMs)),
      },
      ...(address === null ? [] : [actionColumn(address, onChanged)]),
    ],
    [threshold, elapsedMs, address, onChanged],
  );
  return (
    <DataTable
      label="Circuits"
      noun="circuit"
      columns={columns}
      rows={rows}
      rowId={({ circuit }) => circuit}
      defaultSort="state"
      filterHint="payments, state:open, failures>2"
      exportName="circuits"
      empty={empty}
    />
  );
}

const actionColumn = (address: { db: number; thing: string }, onChanged: () => void): Column<CircuitRow> => ({
  id: 'act',
  label: '',
  value: () => null,
  width: 250,
  onCard: 'whole',
  cell: ({ circuit, state, failures }) => (
    <span className="flex justify-end gap-1">
      {(state !== 'closed' || failures > 0) && (
        <ActionButton
          action="circuit.close"
          label={state === 'closed' ? 'Forget failures' : undefined}
          input={{ ...address, circuit }}
          size="small"
          variant="quiet"
          onDone={onChanged}
        />
      )}
      {state === 'closed' && (
        <ActionButton
          action="circuit.open"
          input={{ ...address, circuit, seconds: OPEN_SECONDS }}
          size="small"
          variant="quiet"
          onDone={onChanged}
        />
      )}
    </span>
  ),
});

function State({ row: { state, failures } }: { row: CircuitRow }) {
  if (state === 'closed') return <Badge tone={failures > 0 ? 'warning' : 'fine'}>closed</Badge>;
  return <Badge tone="critical">{state === 'open' ? 'OPEN' : 'half open'}</Badge>;
}

/** Open ones first, then those with the most failures, as the server orders them. */
const rank = ({ state, stays, failures }: CircuitRow) =>
  (state === 'closed' ? 1e6 : 0) - (stays ? 1e5 : 0) - failures;

const left = (ms: number | null, elapsedMs: number) =>
  ms === null ? null : Math.max(0, Math.ceil((ms - elapsedMs) / 1000));
