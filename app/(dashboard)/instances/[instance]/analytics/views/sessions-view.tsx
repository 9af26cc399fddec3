'use client';

import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useCallback, useMemo, useState } from 'react';
import { FindForm } from '@/components/ui/find-form';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { WireName } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { SessionRow } from '@/lib/patterns/sessions/model';
import type { SessionsResponse } from '@/lib/patterns/sessions/read';
import { KeptPager } from './kept-pager';
import { CountList } from './sessions/count-list';
import { DriftPanel } from './sessions/drift-panel';
import { sampleWords } from './sessions/sample-words';
import { SessionSheet } from './sessions/session-sheet';
import { SessionStrip } from './sessions/session-strip';
import { SessionTable } from './sessions/session-table';
import { SpanPanels } from './sessions/span-panels';
import { UserBar } from './sessions/user-bar';
import type { ViewProps } from './view-props';

const PARAMS = {
  user: parseAsString,
  offset: parseAsInteger.withDefault(0),
  count: parseAsInteger.withDefault(50),
};

/** Who is signed in, since when and for how long, and the way to end it. */
export function SessionsView({ thing, view, pending, at, database, onChanged }: ViewProps<SessionsResponse>) {
  const [{ user, offset, count }, setParams] = useQueryStates(PARAMS);
  const [open, setOpen] = useState<SessionRow | null>(null);
  const address = useMemo(() => ({ db: database, thing: thing.id }), [database, thing.id]);
  const onUser = useCallback((wire: string) => void setParams({ user: wire, offset: null }), [setParams]);
  const { sample, drift } = view;
  // The sessions of somebody else are not to be taken for this user's while those are looked for.
  const isOf = (user === null) === (view.found === null) && !(pending && user !== null);
  const often = sample.topUsers.filter(({ sessions }) => sessions > 1);
  return (
    <>
      <SessionStrip view={view} />
      {user !== null && (
        <UserBar
          user={user}
          view={view}
          isOf={isOf}
          address={address}
          onClear={() => void setParams({ user: null, offset: null })}
          onChanged={onChanged}
        />
      )}
      {/* Who asks for one user wants that user's sessions, not what all are like. */}
      {user === null && <SpanPanels sample={sample} />}
      <Panel
        flush
        title="Sessions"
        aside={
          <>
            <FindForm
              label="User"
              placeholder="user, e.g. 42"
              value={user}
              onFind={(wire) => void setParams({ user: wire, offset: null })}
            />
            <KeptPager
              offset={offset}
              count={count}
              kept={view.listed}
              total={user === null ? view.total : view.listed}
              exact={view.exact}
              onOffset={(value) => void setParams({ offset: value || null })}
            />
          </>
        }
      >
        {isOf ? (
          <SessionTable
            rows={view.rows}
            at={at}
            address={address}
            exportName={`${thing.id}-sessions`}
            empty={
              user === null
                ? 'The sessions of the last scan have ended.'
                : 'No session of this user was found.'
            }
            onOpen={setOpen}
            onUser={onUser}
            onChanged={onChanged}
          />
        ) : (
          <Skeleton className="mx-4 mb-4 h-60" />
        )}
        {isOf && view.gone + view.denied > 0 && (
          <p className="border-t px-4 py-2 text-sm text-muted">{describeLeftOut(view)}</p>
        )}
      </Panel>
      {user === null && (
        <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
          {drift && <DriftPanel drift={drift} address={address} onChanged={onChanged} />}
          <div className="min-w-0 space-y-4">
            <Panel
              title="How they are stored"
              aside={<span className="text-muted">{sampleWords(sample)}</span>}
            >
              <CountList
                label="Sessions by how they are stored"
                rows={sample.variants.map(({ variant, form, sessions }) => ({
                  id: variant,
                  name: form,
                  count: sessions,
                }))}
              />
            </Panel>
            <Panel
              title="Signed in more than once"
              aside={<span className="text-muted">{sampleWords(sample)}</span>}
            >
              {often.length === 0 ? (
                <p className="text-muted">
                  {sample.users === 0
                    ? 'None of the sessions says whose it is.'
                    : 'Nobody is signed in more than once.'}
                </p>
              ) : (
                <CountList
                  label="Users with the most sessions"
                  rows={often.map(({ user: wire, sessions }) => ({
                    id: wire,
                    name: <WireName wire={wire} />,
                    count: sessions,
                    onChoose: () => onUser(wire),
                  }))}
                />
              )}
            </Panel>
          </div>
        </div>
      )}
      {open && (
        <SessionSheet
          key={open.key}
          row={open}
          at={at}
          address={address}
          onClose={() => setOpen(null)}
          onChanged={onChanged}
        />
      )}
    </>
  );
}

function describeLeftOut({ gone, denied }: SessionsResponse): string {
  const parts = [
    gone > 0 && `${formatCount(gone)} of this page ${gone === 1 ? 'has' : 'have'} ended since the scan`,
    denied > 0 && `${formatCount(denied)} of this page may not be read by your user`,
  ];
  return `${parts.filter((part) => part !== false).join('; ')}.`;
}
