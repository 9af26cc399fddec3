'use client';

import { RefreshCw } from 'lucide-react';
import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { DataTable } from '@/components/ui/data-table';
import { FindForm } from '@/components/ui/find-form';
import { Notice } from '@/components/ui/notice';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { SeverityIcon } from '@/components/ui/severity-icon';
import { StatStrip } from '@/components/ui/stat-strip';
import { formatCount, formatDuration } from '@/lib/format';
import type { LocksResponse } from '@/lib/patterns/locks/read';
import { lockColumns } from './locks/lock-columns';
import { useSecondsSince } from './locks/use-seconds-since';
import type { ViewProps } from './view-props';

const PARAMS = {
  name: parseAsString,
  offset: parseAsInteger.withDefault(0),
  count: parseAsInteger.withDefault(50),
};

/** What is locked now, by whom and for how long; a lock is released only from the holder that is shown. */
export function LocksView({ thing, view, at, database, onChanged }: ViewProps<LocksResponse>) {
  const [{ name, offset, count }, setParams] = useQueryStates(PARAMS);
  const passed = useSecondsSince(at);
  const columns = useMemo(
    () => lockColumns(view.rows, at, passed, { db: database, thing: thing.id }, onChanged),
    [view.rows, at, passed, database, thing.id, onChanged],
  );
  const endings = view.rows.flatMap(({ ttlMs }) => (ttlMs === null ? [] : ttlMs));
  const next = offset === 0 && endings.length > 0 ? Math.min(...endings) / 1000 - passed : null;
  const stuck = view.neverExpiring;
  return (
    <>
      <StatStrip
        stats={[
          { label: 'Held now', value: formatCount(view.held) },
          {
            label: 'Never expire',
            value: (
              <span className="inline-flex items-center gap-2">
                {formatCount(stuck)}
                {stuck > 0 && <SeverityIcon severity="warning" />}
              </span>
            ),
          },
          {
            label: 'Next one ends in',
            value: next === null ? '—' : formatDuration(Math.max(0, Math.ceil(next))),
          },
          {
            label: 'Looked at',
            value: formatCount(view.looked),
            note: `of ${view.exact ? '' : '≈ '}${formatCount(Math.max(view.total, view.looked))} that the last scan saw`,
          },
        ]}
      />
      {stuck > 0 && (
        <Notice
          severity="warning"
          title={
            stuck === 1
              ? 'One lock never expires: if its holder is gone, nobody gets it again.'
              : `${formatCount(stuck)} locks never expire: if a holder is gone, nobody gets its lock again.`
          }
        >
          Whoever takes a lock should give it an end in the same command:{' '}
          <code className="font-mono text-xs">SET key token NX PX 30000</code>
        </Notice>
      )}
      <Panel
        flush
        title="Locks"
        aside={
          <>
            <FindForm
              label="Part of a lock’s name"
              placeholder="stock"
              value={name}
              onFind={(wire) => void setParams({ name: wire, offset: null })}
            />
            <Pager
              offset={offset}
              count={count}
              total={view.held}
              onOffset={(value) => void setParams({ offset: value || null })}
            />
          </>
        }
      >
        <DataTable
          label="Locks"
          noun="lock"
          columns={columns}
          rows={view.rows}
          rowId={({ key }) => key}
          defaultSort="left"
          filterHint="stock, left<10, known:word"
          exportName={`${thing.id}-locks`}
          empty={
            <div className="space-y-3">
              <p>
                {name === null
                  ? 'Nothing is locked just now'
                  : 'No lock with this in its name is held just now'}
                : most locks are held for seconds only. A name that was never locked before is known after the
                next look over the keys.
              </p>
              <ActionButton
                action="analytics.scan"
                input={{ db: database }}
                size="small"
                icon={<RefreshCw />}
                onDone={onChanged}
              />
            </div>
          }
        />
      </Panel>
    </>
  );
}
