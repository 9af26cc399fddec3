'use client';

import { useMemo, useState } from 'react';
import { useLive } from '@/components/live/live-provider';
import { Badge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import { formatDuration, formatValue } from '@/lib/format';
import type { Unit } from '@/lib/metrics/catalogue';
import type { RuleEntry } from '@/lib/schemas/alerts';
import { RuleDialog } from './rule-dialog';

type Level = 'warning' | 'critical';

const levelsText = ({ thresholds }: RuleEntry, level: Level) =>
  thresholds
    .filter(({ inForce }) => inForce[level] !== null)
    .map(({ label, unit, inForce }) =>
      thresholds.length > 1 ? `${label} ${levelText(inForce[level], unit)}` : levelText(inForce[level], unit),
    )
    .join(', ') || null;

/** A level of 0 is passed by anything above it. */
const levelText = (level: number | null, unit: Unit) => (level === 0 ? 'above 0' : formatValue(level, unit));

/** Every rule with what it fires at here. */
export function RuleTable({
  rules,
  now,
  onDone,
}: {
  rules: readonly RuleEntry[];
  now: number;
  onDone: () => void;
}) {
  const { instance } = useLive();
  const [openId, setOpenId] = useState<string | null>(null);
  const opened = rules.find(({ id }) => id === openId);
  const columns = useMemo(
    (): readonly Column<RuleEntry>[] => [
      { id: 'area', label: 'Area', value: ({ area }) => area, width: 110, onCard: 'half' },
      { id: 'title', label: 'Rule', value: ({ title }) => title, width: 200, onCard: 'title' },
      {
        ...{ id: 'fires', label: 'Fires when', width: 300, grow: true, onCard: 'whole' },
        value: ({ condition }) => condition,
      },
      {
        ...{ id: 'warning', label: 'Warning at', width: 120, onCard: 'half' },
        value: (rule) => levelsText(rule, 'warning'),
      },
      {
        ...{ id: 'critical', label: 'Critical at', width: 120, onCard: 'half' },
        value: (rule) => levelsText(rule, 'critical'),
      },
      {
        ...{ id: 'waits', label: 'Waits', value: ({ forSeconds }) => forSeconds, width: 90 },
        cell: ({ forSeconds }) => (forSeconds === 0 ? 'no' : formatDuration(forSeconds)),
      },
      {
        ...{ id: 'state', label: 'State', width: 100, onCard: 'half' },
        value: ({ off, changed }) => (off ? 'off' : changed ? 'changed' : 'default'),
        cell: ({ off, changed }) =>
          off ? (
            <Badge tone="warning">off</Badge>
          ) : changed ? (
            <Badge tone="info">changed</Badge>
          ) : (
            <span className="text-muted">default</span>
          ),
      },
      { id: 'id', label: 'Id', value: ({ id }) => id, width: 200, mono: true, extra: true },
    ],
    [],
  );
  return (
    <Panel flush>
      <DataTable
        label="Rules"
        noun="rule"
        columns={columns}
        rows={rules}
        rowId={({ id }) => id}
        defaultSort="area"
        filterHint="area=memory, state=off"
        exportName={`${instance.id}-rules`}
        onOpen={({ id }) => setOpenId(id)}
        urlPrefix="rule"
        empty="There are no rules."
      />
      {opened && <RuleDialog rule={opened} now={now} onDone={onDone} onClose={() => setOpenId(null)} />}
    </Panel>
  );
}
