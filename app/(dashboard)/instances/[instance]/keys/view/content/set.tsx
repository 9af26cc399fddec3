'use client';

import { useState } from 'react';
import { CursorPager } from '@/components/ui/cursor-pager';
import { DataTable } from '@/components/ui/data-table';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import { toShown } from '@/components/ui/wire-name';
import { formatBytes } from '@/lib/format';
import type { ContentOf } from '@/lib/keyspace/content-schema';
import { FormButton } from '../form-button';
import { AddElement } from './add-element';
import type { ContentProps } from './content-props';
import { ElementSearch } from './element-search';
import { ElementSheet } from './element-sheet';
import { NameCell } from './name-cell';

type Member = ContentOf<'set'>['members'][number];

/** The members of a set, in no order. */
export function SetContent({ content, asked, isGone, onAsk, onChanged }: ContentProps<'set'>) {
  const { members, length, next, cutShort, found, database, key } = content;
  const [adds, setAdds] = useState(false);
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
      <Panel
        flush
        title="Members"
        aside={
          <>
            <ElementSearch noun="member" asked={asked} onAsk={onAsk} />
            <CursorPager cursor={asked.cursor} next={next} onCursor={(cursor) => onAsk({ cursor })} />
            {!isGone && (
              <FormButton
                action="element.add"
                input={{ ...address, element: { type: 'set', member: '' } }}
                label="Add"
                isOpen={adds}
                onToggle={() => setAdds(!adds)}
              />
            )}
          </>
        }
      >
        {adds && <AddElement type="set" address={address} onDone={onChanged} />}
        <DataTable
          label="Members"
          noun="member"
          columns={COLUMNS}
          rows={members}
          rowId={(member) => member.name ?? member.shown.text}
          defaultSort="member"
          filterHint="user, bytes>100"
          exportName={toShown(key)}
          total={asked.match === null ? length : undefined}
          onOpen={setOpened}
          empty={
            asked.match !== null
              ? cutShort
                ? 'None of the members looked at so far matches. Go on with Next.'
                : 'No member matches.'
              : 'Nothing is on this page. A set without members is no key at all.'
          }
        />
      </Panel>
      {opened && (
        <ElementSheet
          title="Member"
          facts={formatBytes(opened.shown.bytes)}
          value={opened.shown}
          raw={false}
          address={isGone ? null : address}
          removed={() => (opened.name === null ? null : { type: 'set', member: opened.name })}
          noun="member"
          onRaw={() => {}}
          onClose={() => setOpened(null)}
          onChanged={onChanged}
        />
      )}
    </>
  );
}

const COLUMNS: readonly Column<Member>[] = [
  {
    id: 'member',
    label: 'Member',
    value: ({ name, shown }) => (name === null ? shown.text : toShown(name)),
    width: 360,
    grow: true,
    onCard: 'title',
    cell: ({ name, shown }) => <NameCell name={name} shown={shown} />,
  },
  {
    id: 'bytes',
    label: 'Size',
    value: ({ shown }) => shown.bytes,
    unit: 'bytes',
    width: 92,
    onCard: 'half',
  },
];
