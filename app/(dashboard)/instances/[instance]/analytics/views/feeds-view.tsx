'use client';

import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { FindForm } from '@/components/ui/find-form';
import { Ago } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';
import { StatStrip } from '@/components/ui/stat-strip';
import { toShown } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { FeedsResponse } from '@/lib/patterns/feeds/model';
import { endsIn, endsSentence } from './ends-in';
import { EntryTable } from './feeds/entry-table';
import { ListTable } from './feeds/list-table';
import { Present } from './feeds/present';
import { KeptPager } from './kept-pager';
import { OpenedSheet } from './opened-sheet';
import type { ViewProps } from './view-props';

const PARAMS = {
  key: parseAsString,
  from: parseAsInteger.withDefault(0),
  entries: parseAsInteger.withDefault(30),
  offset: parseAsInteger.withDefault(0),
  count: parseAsInteger.withDefault(50),
};

const ROOMS = ['history', 'room', 'members'];

/** Lists of what happened, or chat rooms: how long they are, and their newest entries. */
export function FeedsView({ thing, view, pending, at, now }: ViewProps<FeedsResponse>) {
  const [{ key, entries, offset, count }, setParams] = useQueryStates(PARAMS);
  const { total, exact, kept, rows, opened } = view;
  const noun = thing.parts.some(({ layout }) => ROOMS.includes(layout)) ? 'room' : 'list';
  const open = (wire: string | null) => void setParams({ key: wire, from: null });
  const table = opened && (
    <EntryTable
      list={opened}
      count={entries}
      at={at}
      onFrom={(from) => void setParams({ from: from || null })}
    />
  );
  // A thing of one list has nothing to choose from.
  if (kept === 1 && noun === 'list' && opened && (key === null || key === opened.key)) {
    return <OneList list={opened} now={now} table={table} />;
  }
  const newest = Math.max(0, ...rows.map(({ newestAt }) => newestAt ?? 0));
  const full = rows.filter(({ length, cap }) => cap !== null && (length ?? 0) >= cap).length;
  return (
    <>
      <StatStrip
        stats={[
          {
            label: noun === 'room' ? 'Rooms' : 'Lists',
            value: `${exact ? '' : '≈ '}${formatCount(total)}`,
            note: 'at the last scan',
          },
          {
            label: noun === 'room' ? 'Messages' : 'Entries',
            value: formatCount(rows.reduce((sum, { length }) => sum + (length ?? 0), 0)),
            note: 'on this page',
          },
          noun === 'room'
            ? {
                label: 'Members',
                value: formatCount(rows.reduce((sum, { members }) => sum + (members ?? 0), 0)),
                note: 'of the rooms of this page',
              }
            : {
                label: 'At their limit',
                value: formatCount(full),
                note: `of ${formatCount(rows.length)} on this page`,
              },
          {
            label: noun === 'room' ? 'Newest message' : 'Newest entry',
            value: newest === 0 ? '—' : <Ago at={newest} now={now} />,
            note: newest === 0 ? 'entries do not say when' : 'on this page',
          },
        ]}
      />
      <Panel
        flush
        title={noun === 'room' ? 'Chat rooms' : 'Lists'}
        aside={
          <>
            <div className="w-72 max-sm:w-full">
              <FindForm
                label={`Key of a ${noun}`}
                verb="Open"
                placeholder={rows[0] ? toShown(rows[0].key) : 'feed:42'}
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
        <ListTable rows={rows} total={total} noun={noun} exportName={thing.title} now={now} onOpen={open} />
      </Panel>
      <OpenedSheet
        wire={key}
        noun={noun}
        pending={pending && opened?.key !== key}
        onClose={() => open(null)}
        facts={opened?.key === key && opened && factsOf(opened, noun)}
      >
        {opened?.key === key && opened ? (
          <div className="space-y-3">
            <Present present={opened.present} members={opened.members} />
            {table}
          </div>
        ) : null}
      </OpenedSheet>
    </>
  );
}

type Opened = NonNullable<FeedsResponse['opened']>;

function OneList({ list, now, table }: { list: Opened; now: number; table: React.ReactNode }) {
  const { length, cap, newestAt, ttlMs, newestFirst } = list;
  return (
    <>
      <StatStrip
        stats={[
          {
            label: 'Entries',
            value: formatCount(length),
            note: cap === null ? 'nothing limits it' : `of ${formatCount(cap)} at most`,
          },
          { label: 'Newest entry', value: newestAt === null ? '—' : <Ago at={newestAt} now={now} /> },
          {
            label: 'Written at',
            value: newestFirst ? 'the head' : 'the tail',
            note: newestFirst ? 'as LPUSH does it' : 'as RPUSH does it',
          },
          { label: 'Ends in', value: endsIn(ttlMs) },
        ]}
      />
      <Panel flush title="Entries">
        {table}
      </Panel>
    </>
  );
}

const factsOf = ({ length, cap, newestFirst, ttlMs }: Opened, noun: 'room' | 'list') => {
  const most = cap === null ? '' : ` of at most ${formatCount(cap)}`;
  const what = noun === 'room' ? 'messages' : 'entries';
  return `${formatCount(length)}${most} ${what}, newest at the ${newestFirst ? 'head' : 'tail'}; ${endsSentence(ttlMs)}`;
};
