'use client';

import { CopyLine } from '@/components/ui/copy-line';
import { Badge, type Tone } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/table-column';
import type { Capabilities, Capability } from '@/lib/capabilities';
import type { CommandUses } from './command-uses';
import { commandWords, type CommandId } from '@/lib/redis/command-catalogue';

interface CapabilityRow {
  command: CommandId;
  state: Capability['state'];
  grant: string | null;
  /** What it is for in this dashboard. */
  uses: string;
}

const TONES: Record<Capability['state'], Tone> = {
  allowed: 'fine',
  denied: 'warning',
  unsupported: 'neutral',
  blocked: 'critical',
  unknown: 'info',
};

const COLUMNS: readonly Column<CapabilityRow>[] = [
  {
    id: 'command',
    label: 'Command',
    value: ({ command }) => commandWords(command),
    width: 190,
    mono: true,
    onCard: 'title',
  },
  {
    id: 'state',
    label: 'State',
    value: ({ state }) => state,
    width: 110,
    onCard: 'whole',
    cell: ({ state }) => <Badge tone={TONES[state]}>{state}</Badge>,
  },
  { id: 'uses', label: 'For', value: ({ uses }) => uses, width: 220, onCard: 'whole' },
  {
    id: 'grant',
    label: 'Missing grant',
    value: ({ grant }) => grant,
    width: 320,
    grow: true,
    onCard: 'whole',
    cell: ({ grant }) =>
      grant && (
        <div className="py-1">
          <CopyLine line={grant} />
        </div>
      ),
  },
];

/** Every command that the product uses, and whether this person may run it. */
export function CapabilityTable({
  capabilities,
  uses,
  instance,
}: {
  capabilities: Capabilities;
  uses: CommandUses;
  instance: string;
}) {
  const rows = Object.entries(capabilities.commands).map(([command, capability]): CapabilityRow => ({
    command: command as CommandId,
    state: capability.state,
    grant: capability.state === 'denied' ? (capability.grant ?? null) : null,
    uses: uses[command as CommandId] ?? '',
  }));
  return (
    <DataTable
      label="Capabilities"
      noun="command"
      columns={COLUMNS}
      rows={rows.filter(({ uses }) => uses !== '')}
      rowId={({ command }) => command}
      defaultSort="command"
      filterHint="state=denied"
      exportName={`${instance}-capabilities`}
      urlPrefix="may"
      empty="Nothing is known."
    />
  );
}
