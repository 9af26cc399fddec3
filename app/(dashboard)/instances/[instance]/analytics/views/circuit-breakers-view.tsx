'use client';

import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { FindForm } from '@/components/ui/find-form';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { StatStrip } from '@/components/ui/stat-strip';
import { formatCount } from '@/lib/format';
import type { CircuitResponse } from '@/lib/patterns/circuit-breakers/read';
import { CircuitTable } from './circuit-breakers/circuit-table';
import type { ViewProps } from './view-props';

const PARAMS = {
  state: parseAsStringLiteral(['all', 'open', 'failing'] as const).withDefault('all'),
  search: parseAsString.withDefault(''),
  offset: parseAsInteger.withDefault(0),
  count: parseAsInteger.withDefault(50),
};

/** All circuits, the open ones first: which services nobody calls, and which are near to it. */
export function CircuitBreakersView({
  thing,
  view,
  at,
  now,
  database,
  onChanged,
}: ViewProps<CircuitResponse>) {
  const [{ state, search, offset, count }, setParams] = useQueryStates(PARAMS);
  // Of keys that people described, nobody knows what opens and closes them.
  const address = useMemo(
    () => (thing.id === 'circuits' ? { db: database, thing: thing.id } : null),
    [thing.id, database],
  );
  return (
    <>
      <StatStrip
        stats={[
          {
            label: 'Open',
            value: (
              <span className={view.open > 0 ? 'text-critical' : undefined}>{formatCount(view.open)}</span>
            ),
            note: 'not called just now',
          },
          { label: 'Failing', value: formatCount(view.failing), note: 'closed, with failures' },
          { label: 'Circuits', value: formatCount(view.of), note: lookedAt(view) },
          {
            label: 'Opens at',
            value: formatCount(view.threshold),
            note: 'failures, each within a minute of the last',
          },
        ]}
      />
      <Panel
        flush
        title="Circuits"
        aside={
          <>
            {/* What is on the page, its own filter finds. */}
            {(search !== '' || view.of > count) && (
              <FindForm
                label="Part of a name"
                placeholder="payments"
                value={search || null}
                onFind={(wanted) => void setParams({ search: wanted, offset: null })}
              />
            )}
            <Segmented
              label="State"
              value={state}
              onChange={(value) => void setParams({ state: value, offset: null })}
              options={[
                { value: 'all', label: 'All' },
                { value: 'open', label: 'Open' },
                { value: 'failing', label: 'Failing' },
              ]}
            />
            <Pager
              offset={offset}
              count={count}
              total={view.total}
              onOffset={(value) => void setParams({ offset: value || null })}
            />
          </>
        }
      >
        <CircuitTable
          rows={view.rows}
          threshold={view.threshold}
          elapsedMs={now - at}
          address={address}
          empty={
            state === 'all' && search === ''
              ? 'No service fails just now. A circuit has keys from its first failure on.'
              : 'No circuit is like this just now.'
          }
          onChanged={onChanged}
        />
      </Panel>
    </>
  );
}

const lookedAt = ({ looked, of }: CircuitResponse) =>
  looked < of ? `${formatCount(looked)} of them looked at` : 'that have failed lately';
