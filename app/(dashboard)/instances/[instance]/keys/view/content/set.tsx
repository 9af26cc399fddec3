'use client';

import { useState } from 'react';
import { CursorPager } from '@/components/ui/cursor-pager';
import { DataTable } from '@/components/ui/data-table';
import { Notice } from '@/components/ui/notice';
import type { Column } from '@/components/ui/table-column';
import { toShown } from '@/components/ui/wire-name';
import { formatBytes } from '@/lib/format';
import type { ContentOf } from '@/lib/keyspace/content-schema';
import type { ContentProps } from './content-props';
import { ElementPanel } from './element-panel';
import { ElementSearch } from './element-search';
import { MEMBER_COLUMN, memberId } from './member-column';
import { MemberSheet } from './member-sheet';
import { whyEmpty } from './why-empty';

type Member = ContentOf<'set'>['members'][number];

/** The members of a set, in no order. */
export function SetContent({ content, asked, isGone, onAsk, onChanged }: ContentProps<'set'>) {
  const { members, length, next, cutShort, found, database, key } = content;
  const [opened, setOpened] = useState<Member | null>(null);
  const address = { db: database, key };
  return (
    <>
      {found !== null && asked.find !== null && (
        <Notice
          severity={found ? 'fine' : 'info'}
          title={`${toShown(asked.find)} is ${found ? 'a' : 'no'} member.`}
        />
      )}
      <ElementPanel
        title="Members"
        type="set"
        address={address}
        isGone={isGone}
        onChanged={onChanged}
        tools={
          <>
            <ElementSearch noun="member" asked={asked} onAsk={onAsk} />
            <CursorPager cursor={asked.cursor} next={next} onCursor={(cursor) => onAsk({ cursor })} />
          </>
        }
      >
        <DataTable
          label="Members"
          noun="member"
          columns={COLUMNS}
          rows={members}
          rowId={memberId}
          defaultSort="member"
          filterHint="user, bytes>100"
          exportName={toShown(key)}
          total={asked.match === null ? length : undefined}
          onOpen={setOpened}
          empty={whyEmpty(asked.match, cutShort, { noun: 'member', whole: 'set' })}
        />
      </ElementPanel>
      {opened && (
        <MemberSheet
          facts={formatBytes(opened.shown.bytes)}
          value={opened.shown}
          address={isGone ? null : address}
          removed={() => (opened.name === null ? null : { type: 'set', member: opened.name })}
          onClose={() => setOpened(null)}
          onChanged={onChanged}
        />
      )}
    </>
  );
}

const COLUMNS: readonly Column<Member>[] = [
  MEMBER_COLUMN,
  {
    id: 'bytes',
    label: 'Size',
    value: ({ shown }) => shown.bytes,
    unit: 'bytes',
    width: 92,
    onCard: 'half',
  },
];
