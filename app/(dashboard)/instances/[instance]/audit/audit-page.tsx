'use client';

import { useMemo, useState } from 'react';
import { useLive } from '@/components/live/live-provider';
import { PageHeader } from '@/components/shell/page-header';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { Dialog } from '@/components/ui/dialog';
import { Moment } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import { ACTIONS, type Action, type ActionId } from '@/lib/actions/actions';
import { fetchJson } from '@/lib/client/fetch-json';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { describeResult } from '@/lib/actions/describe-result';
import type { AuditResponse } from '@/lib/schemas/audit';

type Entry = AuditResponse['entries'][number];

const REFRESH_MS = 10_000;
const PAGE_ENTRIES = 500;

const TONES: Record<Entry['outcome'], Tone> = {
  intended: 'warning',
  running: 'info',
  done: 'fine',
  failed: 'critical',
  denied: 'warning',
};

/** Who did what here, when, with which result. */
export function AuditPage({ initial, now }: { initial: AuditResponse; now: number }) {
  const { instance } = useLive();
  const path = `/api/audit?instance=${instance.id}`;
  const { data } = useRefreshed(path, initial, REFRESH_MS);
  const [older, setOlder] = useState<{ entries: Entry[]; before: number | null }>({
    entries: [],
    before: initial.before,
  });
  const [open, setOpen] = useState<Entry | null>(null);
  const entries = useMemo(
    () => [...new Map([...older.entries, ...data.entries].map((entry) => [entry.id, entry])).values()],
    [data, older],
  );
  const loadOlder = async () => {
    const page = await fetchJson<AuditResponse>(`${path}&limit=${PAGE_ENTRIES}&before=${older.before}`);
    setOlder({ entries: [...older.entries, ...page.entries], before: page.before });
  };
  const columns = useMemo(
    (): readonly Column<Entry>[] => [
      {
        id: 'time',
        label: 'Time',
        value: ({ at }) => at,
        width: 150,
        onCard: 'half',
        cell: ({ at }) => <Moment at={at} now={now} />,
      },
      {
        id: 'person',
        label: 'Person',
        value: ({ person }) => person,
        width: 130,
        mono: true,
        onCard: 'half',
      },
      {
        id: 'action',
        label: 'Action',
        value: ({ action }) => action,
        width: 150,
        mono: true,
        onCard: 'title',
      },
      {
        id: 'outcome',
        label: 'Outcome',
        value: ({ outcome }) => outcome,
        width: 110,
        onCard: 'half',
        cell: ({ outcome }) => <Badge tone={TONES[outcome]}>{outcome}</Badge>,
      },
      { id: 'result', label: 'Result', value: resultOf, width: 280, grow: true, onCard: 'whole' },
      { id: 'address', label: 'From', value: ({ address }) => address, width: 140, mono: true },
      { id: 'id', label: 'Id', value: ({ id }) => id, unit: 'count', width: 80, extra: true },
    ],
    [now],
  );
  return (
    <>
      <PageHeader title="Audit" />
      <Panel flush>
        <DataTable
          label="Audit log"
          noun="entry"
          columns={columns}
          rows={entries}
          rowId={({ id }) => String(id)}
          defaultSort="-time"
          filterHint="person=admin, outcome=denied"
          exportName={`${instance.id}-audit`}
          onOpen={setOpen}
          empty="Nobody has done anything here yet. Every action, also a refused one, will be listed."
          tools={older.before !== null && <Button onClick={() => void loadOlder()}>Load older</Button>}
        />
      </Panel>
      {open && (
        <Dialog
          open
          onOpenChange={() => setOpen(null)}
          title={`${titleOf(open)} by ${open.person}`}
          description={resultOf(open)}
        >
          <pre
            className="mx-5 mt-3 mb-5 overflow-auto rounded-md border bg-sunken p-3 font-mono text-xs"
            tabIndex={0}
            aria-label="The entry as JSON"
          >
            {JSON.stringify(open, null, 2)}
          </pre>
        </Dialog>
      )}
    </>
  );
}

const titleOf = ({ action }: Entry) => (ACTIONS[action as ActionId] as Action | undefined)?.title ?? action;

function resultOf({ action, outcome, error, result }: Entry): string {
  if (error) return error.message;
  if (outcome === 'running') return 'Still running.';
  if (outcome === 'intended') return 'The dashboard ended before it knew.';
  return action in ACTIONS ? describeResult(action as ActionId, result).text : '';
}
