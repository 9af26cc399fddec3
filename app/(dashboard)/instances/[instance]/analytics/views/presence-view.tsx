'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { CursorPager } from '@/components/ui/cursor-pager';
import { FindForm } from '@/components/ui/find-form';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { StatStrip } from '@/components/ui/stat-strip';
import { toShown } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { PresenceResponse } from '@/lib/patterns/presence/read';
import { endsIn } from './ends-in';
import { FoundUser } from './presence/found-user';
import { Heartbeats } from './presence/heartbeats';
import { UserTable } from './presence/user-table';
import type { ViewProps } from './view-props';

const PARAMS = { user: parseAsString, cursor: parseAsString };

/** Who is online, who of them gives a sign of life, and who is stuck. */
export function PresenceView({ view, pending, at }: ViewProps<PresenceResponse>) {
  const [{ user, cursor }, setParams] = useQueryStates(PARAMS);
  const { key, total, heartbeats, explanation } = view;
  const stuck = heartbeats && heartbeats.looked - heartbeats.alive;
  const find = (wire: string | null) => void setParams({ user: wire });
  const beating = key === null || heartbeats !== null;
  return (
    <>
      {explanation && (
        <Notice severity={heartbeats === null ? 'info' : 'warning'} title={explanation}>
          {heartbeats !== null && stuck !== null && stuck < heartbeats.looked && (
            <>SREM takes them off; an application that counts the set counts them until then.</>
          )}
        </Notice>
      )}
      <StatStrip
        stats={[
          {
            label: key === null ? 'Heartbeats' : 'Online',
            value: formatCount(total),
            note: key === null ? 'no set says who is online' : toShown(key),
          },
          ...(heartbeats
            ? [
                {
                  label: 'With a heartbeat',
                  value: formatCount(heartbeats.alive),
                  note: lookedAt(heartbeats.looked, total),
                },
                { label: 'Stuck', value: formatCount(stuck), note: 'on the set without a heartbeat' },
                {
                  label: 'Heartbeat keys',
                  value: `${heartbeats.exact ? '' : '≈ '}${formatCount(heartbeats.keys)}`,
                  note: 'at the last scan',
                },
              ]
            : []),
          { label: 'The set ends in', value: key === null ? '—' : endsIn(view.ttlMs) },
        ]}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <Panel
          flush
          title="Users"
          aside={
            <CursorPager
              cursor={cursor}
              next={view.nextCursor}
              onCursor={(next) => void setParams({ cursor: next }, { history: 'push' })}
            />
          }
        >
          <UserTable
            rows={view.rows}
            total={total ?? 0}
            beating={beating}
            at={at}
            exportName={key === null ? 'heartbeats' : toShown(key)}
            onFind={find}
          />
        </Panel>
        <div className="min-w-0 space-y-4 max-xl:order-first">
          <Panel title="Find a user">
            <FindForm
              label="User"
              placeholder={toShown(view.rows[0]?.user ?? '42')}
              value={user}
              onFind={find}
            />
            {user !== null && (
              <FoundUser wanted={user} found={view.found} beating={beating} pending={pending} at={at} />
            )}
          </Panel>
          {heartbeats && <Heartbeats heartbeats={heartbeats} onFind={find} />}
        </div>
      </div>
    </>
  );
}

const lookedAt = (looked: number, total: number | null) =>
  looked === total ? 'all were looked at' : `of ${formatCount(looked)} looked at`;
