'use client';

import Link from 'next/link';
import { useMemo, useState } from 'react';
import { EvidenceList } from '@/components/findings/evidence-list';
import { useLive } from '@/components/live/live-provider';
import { Badge } from '@/components/ui/badge';
import { CopyLine } from '@/components/ui/copy-line';
import { DataTable } from '@/components/ui/data-table';
import { Dialog } from '@/components/ui/dialog';
import { Moment } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import type { ClosedAlertEntry } from '@/lib/schemas/alerts';
import { chartsAt } from './charts-at';

/** Alerts that are over. */
export function ClosedTable({ closed, now }: { closed: readonly ClosedAlertEntry[]; now: number }) {
  const { instance } = useLive();
  const [shown, setShown] = useState<ClosedAlertEntry | null>(null);
  const columns = useMemo(
    (): readonly Column<ClosedAlertEntry>[] => [
      {
        ...{ id: 'closed', label: 'Closed', value: ({ closedAt }) => closedAt, width: 150, onCard: 'half' },
        cell: ({ closedAt }) => <Moment at={closedAt} now={now} />,
      },
      {
        ...{ id: 'lasted', label: 'Lasted', unit: 'seconds', width: 110, onCard: 'half' },
        value: ({ since, closedAt }) => Math.round((closedAt - since) / 1000),
      },
      {
        ...{ id: 'worst', label: 'Worst', value: ({ worst }) => worst, width: 100, onCard: 'half' },
        cell: ({ worst }) => <Badge tone={worst}>{worst}</Badge>,
      },
      { id: 'title', label: 'Alert', value: ({ title }) => title, width: 220, onCard: 'title' },
      {
        ...{ id: 'sentence', label: 'When it was at its worst', width: 320, grow: true, onCard: 'whole' },
        value: ({ sentence }) => sentence,
      },
      { id: 'node', label: 'Node', value: ({ node }) => node, width: 150, mono: true, onCard: 'half' },
      {
        ...{ id: 'person', label: 'Acknowledged by', width: 140, mono: true },
        value: ({ acknowledged }) => acknowledged?.person ?? null,
      },
      { id: 'rule', label: 'Rule', value: ({ rule }) => rule, width: 200, mono: true, extra: true },
    ],
    [now],
  );
  return (
    <Panel title="Closed" flush>
      <DataTable
        label="Closed alerts"
        noun="alert"
        columns={columns}
        rows={closed}
        rowId={({ id }) => String(id)}
        defaultSort="-closed"
        filterHint="worst=critical, lasted>60"
        exportName={`${instance.id}-alerts`}
        onOpen={setShown}
        empty="No alert has closed yet. Closed ones stay here with their numbers."
      />
      {shown && (
        <Dialog open onOpenChange={() => setShown(null)} title={shown.title} description={shown.sentence}>
          <div className="space-y-3 overflow-y-auto px-5 pt-3 pb-5">
            <EvidenceList evidence={shown.evidence} instance={instance.id} node={null} />
            <p className="text-muted">{shown.remedy}</p>
            {shown.line && <CopyLine line={shown.line} />}
            <p className="text-sm text-muted">
              From <Moment at={shown.since} now={now} /> to <Moment at={shown.closedAt} now={now} />
              {shown.acknowledged && `, acknowledged by ${shown.acknowledged.person}`}.{' '}
              <Link href={chartsAt(instance.id, shown.openedAt)} className="text-accent hover:underline">
                Charts of when it opened
              </Link>
            </p>
          </div>
        </Dialog>
      )}
    </Panel>
  );
}
