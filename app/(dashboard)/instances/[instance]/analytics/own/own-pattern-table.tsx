'use client';

import { useMemo } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { DataTable } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/table-column';
import { PATTERNS } from '@/lib/patterns/pattern-ids';
import type { PatternsResponse } from '@/lib/schemas/own-patterns';

type Own = PatternsResponse['patterns'][number];

/** The descriptions that people here gave. */
export function OwnPatternTable({
  patterns,
  database,
  onChanged,
}: {
  patterns: readonly Own[];
  database: number;
  onChanged: () => void;
}) {
  const columns = useMemo(
    (): readonly Column<Own>[] => [
      { id: 'name', label: 'Name', value: ({ id }) => id, width: 160, mono: true, onCard: 'title' },
      {
        id: 'template',
        label: 'Names like',
        value: ({ template }) => template,
        width: 260,
        grow: true,
        mono: true,
        onCard: 'whole',
      },
      {
        id: 'pattern',
        label: 'What they are',
        value: ({ pattern }) => PATTERNS[pattern].label,
        width: 160,
        onCard: 'half',
      },
      {
        id: 'like',
        label: 'Values like',
        value: ({ like }) => like,
        width: 200,
        mono: true,
        onCard: 'half',
      },
      {
        id: 'forget',
        label: '',
        value: () => null,
        width: 150,
        onCard: 'whole',
        cell: ({ id }) => (
          <ActionButton
            action="pattern.forget"
            input={{ db: database, id }}
            size="small"
            variant="quiet"
            onDone={onChanged}
          />
        ),
      },
    ],
    [database, onChanged],
  );
  return (
    <DataTable
      label="Patterns described here"
      noun="pattern"
      columns={columns}
      rows={patterns}
      rowId={({ id }) => id}
      defaultSort="name"
      urlPrefix="own"
      filterHint="orders"
      exportName="own-patterns"
      empty="Nobody has described a pattern yet."
    />
  );
}
