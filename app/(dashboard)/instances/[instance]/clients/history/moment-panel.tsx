'use client';

import { useMemo } from 'react';
import { Button } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { Moment } from '@/components/ui/moment';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import type { ClientHistoryResponse } from '@/lib/schemas/client-history';
import { momentColumns } from './moment-columns';

/** Who was connected at the moment that is marked in the charts. */
export function MomentPanel({
  history: { moment, at: now, since },
  instance,
  onChoose,
}: {
  history: ClientHistoryResponse;
  instance: string;
  /** Marks a moment, or none. */
  onChoose: (at: number | null) => void;
}) {
  const columns = useMemo(() => momentColumns(moment?.at ?? 0, now), [moment?.at, now]);
  if (moment === null)
    return (
      <Panel title="Who was connected">
        <p className="text-muted">A click on a chart, or on a group, shows who was connected then.</p>
        {since !== null && (
          <Button className="mt-3" onClick={() => onChoose(now)}>
            Show the last reading
          </Button>
        )}
      </Panel>
    );
  const missing = moment.total - moment.connections.length;
  return (
    <Panel
      title={
        <>
          Who was connected at <Moment at={moment.at} now={now} />
        </>
      }
      aside={
        <Button variant="quiet" onClick={() => onChoose(null)}>
          Close
        </Button>
      }
      flush
    >
      {moment.unwatched.length > 0 && (
        <Notice
          severity="info"
          className="mx-4 mb-2"
          title={
            since === null || moment.at < since
              ? 'Nothing was recorded at this moment yet.'
              : 'The dashboard did not read the clients at this moment.'
          }
        >
          Those that were there before and after it are listed; others may have come and gone at{' '}
          {moment.unwatched.join(', ')}.
        </Notice>
      )}
      <DataTable
        label="Connections at the moment"
        noun="connection"
        columns={columns}
        rows={moment.connections}
        rowId={({ node, client, connectedAt }) => `${node}/${client}/${connectedAt}`}
        defaultSort="-age"
        filterHint="worker, user=app, age>3600"
        exportName={`${instance}-clients-at-${fileMoment(moment.at)}`}
        urlPrefix="then"
        empty="Nobody was connected as far as is known."
      />
      {missing > 0 && (
        <p className="px-4 pb-3 text-xs text-muted">
          {missing.toLocaleString('en-US')} more were connected; the list ends at{' '}
          {moment.connections.length.toLocaleString('en-US')}.
        </p>
      )}
    </Panel>
  );
}

/** `2026-11-22T03-12-00Z`: not every system takes a colon in the name of a file. */
const fileMoment = (at: number) => `${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
