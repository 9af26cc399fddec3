'use client';

import { useMemo } from 'react';
import { DataTable } from '@/components/ui/data-table';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';

interface Subject {
  name: string;
}

/** The pages, endpoints or users that a thing is about, the greatest first; opening one shows it alone. */
export function SubjectTable<Row extends Subject>({
  rows,
  of,
  counted,
  complete,
  chosen,
  columns: more,
  defaultSort,
  onChoose,
}: {
  rows: readonly Row[];
  of: number;
  /** How many the numbers above are made of. */
  counted: number;
  complete: boolean;
  chosen: string | null;
  columns: readonly Column<Row>[];
  defaultSort: string;
  onChoose: (wire: string) => void;
}) {
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      {
        id: 'name',
        label: 'Name',
        value: ({ name }) => toShown(name),
        width: 240,
        grow: true,
        onCard: 'title',
        cell: ({ name }) => <WireName wire={name} />,
      },
      ...more,
    ],
    [more],
  );
  return (
    <Panel
      flush
      title="What it is made of"
      aside={<span className="text-muted">{describe(of, counted, complete, chosen)}</span>}
    >
      <DataTable
        label="What it is made of"
        noun="name"
        columns={columns}
        rows={rows}
        rowId={({ name }) => name}
        defaultSort={defaultSort}
        urlPrefix="part"
        filterHint="/shop"
        exportName="parts"
        total={of}
        onOpen={({ name }) => onChoose(name)}
        empty="None of the names was kept."
      />
    </Panel>
  );
}

function describe(of: number, counted: number, complete: boolean, chosen: string | null): string {
  if (chosen !== null) return `${toShown(chosen)} alone is shown above`;
  const known = `${formatCount(of)}${complete ? '' : ' or more'}`;
  return counted < of ? `the ${formatCount(counted)} greatest of ${known} together` : `all ${known} together`;
}
