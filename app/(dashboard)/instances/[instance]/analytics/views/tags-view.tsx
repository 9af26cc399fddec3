'use client';

import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { CursorPager } from '@/components/ui/cursor-pager';
import { FindForm } from '@/components/ui/find-form';
import { Panel } from '@/components/ui/panel';
import { StatStrip } from '@/components/ui/stat-strip';
import { toShown } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { TagsResponse } from '@/lib/patterns/tags/read';
import { endsIn, endsSentence } from './ends-in';
import { KeptPager } from './kept-pager';
import { OpenedSheet } from './opened-sheet';
import { CommonMembers } from './tags/common-members';
import { FrequentTable } from './tags/frequent-table';
import { IsMember } from './tags/is-member';
import { MemberTable } from './tags/member-table';
import { SetTable } from './tags/set-table';
import type { ViewProps } from './view-props';

const PARAMS = {
  key: parseAsString,
  with: parseAsString,
  member: parseAsString,
  cursor: parseAsString,
  offset: parseAsInteger.withDefault(0),
  count: parseAsInteger.withDefault(50),
};

const CLOSED = { key: null, with: null, member: null, cursor: null };

/** Sets of names: which are the largest, which members most of them have, and what two have in common. */
export function TagsView({ thing, view, pending }: ViewProps<TagsResponse>) {
  const [params, setParams] = useQueryStates(PARAMS);
  const { key, member, cursor, offset, count } = params;
  const { total, exact, kept, rows, frequent, opened, common } = view;
  const open = (wire: string | null) => void setParams({ ...CLOSED, key: wire });
  const pager = opened && (
    <CursorPager
      cursor={cursor}
      next={opened.nextCursor}
      onCursor={(next) => void setParams({ cursor: next }, { history: 'push' })}
    />
  );
  const isMember = opened && (
    <IsMember
      wanted={member}
      isIn={opened.hasMember}
      pending={pending}
      example={opened.page[0]}
      onFind={(wire) => void setParams({ member: wire })}
    />
  );
  // A thing of one set has nothing to choose from.
  if (kept === 1 && opened && (key === null || key === opened.key)) {
    return (
      <>
        <StatStrip
          stats={[
            { label: 'Members', value: formatCount(opened.members), note: toShown(opened.key) },
            { label: 'Ends in', value: endsIn(opened.ttlMs) },
          ]}
        />
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
          <Panel flush title="Members" aside={pager}>
            <MemberTable set={opened} />
          </Panel>
          <div className="min-w-0 max-xl:order-first">
            <Panel title="Is it in there?">{isMember}</Panel>
          </div>
        </div>
      </>
    );
  }
  const sizes = rows.flatMap(({ members }) => members ?? []);
  const [top] = frequent.rows;
  return (
    <>
      <StatStrip
        stats={[
          { label: 'Sets', value: `${exact ? '' : '≈ '}${formatCount(total)}`, note: 'at the last scan' },
          {
            label: 'Members in each',
            value:
              sizes.length === 0
                ? '—'
                : (sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toFixed(1),
            note: 'on average of this page',
          },
          { label: 'Largest', value: formatCount(Math.max(0, ...sizes)), note: 'on this page' },
          {
            label: 'Most frequent member',
            value: top ? toShown(top.member) : '—',
            note: top && `in ${formatCount(top.sets)} of ${formatCount(frequent.sets)} sets looked at`,
          },
        ]}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_28rem]">
        <Panel
          flush
          title="Sets"
          aside={
            <>
              <div className="w-64 max-sm:w-full">
                <FindForm
                  label="Key of a set"
                  verb="Open"
                  placeholder={rows[0] ? toShown(rows[0].key) : 'tags:post:1'}
                  value={key}
                  onFind={open}
                />
              </div>
              <KeptPager
                {...{ offset, count, kept, total, exact }}
                onOffset={(value) => void setParams({ offset: value || null })}
              />
            </>
          }
        >
          <SetTable rows={rows} total={total} exportName={thing.title} onOpen={open} />
        </Panel>
        <Panel flush title="Most frequent members">
          <FrequentTable frequent={frequent} exportName={`${thing.title} most frequent`} />
        </Panel>
      </div>
      <OpenedSheet
        wire={key}
        noun="set"
        pending={pending}
        onClose={() => open(null)}
        facts={
          opened?.key === key &&
          opened &&
          `${formatCount(opened.members)} ${opened.members === 1 ? 'member' : 'members'}; ${endsSentence(opened.ttlMs)}`
        }
      >
        {opened?.key === key && opened ? (
          <div className="space-y-5">
            <div className="grid gap-4 px-4 sm:grid-cols-2">
              <section className="min-w-0">
                <h3 className="mb-1 text-xs text-muted">Is it in there?</h3>
                {isMember}
              </section>
              <section className="min-w-0">
                <h3 className="mb-1 text-xs text-muted">In common with another set</h3>
                <CommonMembers
                  wanted={params.with}
                  common={common}
                  pending={pending}
                  example={rows.find((row) => row.key !== key)?.key}
                  onCompare={(wire) => void setParams({ with: wire })}
                />
              </section>
            </div>
            <section>
              <header className="flex min-h-8 items-center justify-between px-4 pb-2">
                <h3 className="font-medium">Members</h3>
                {pager}
              </header>
              <MemberTable set={opened} />
            </section>
          </div>
        ) : null}
      </OpenedSheet>
    </>
  );
}
