'use client';

import { useMemo } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { EntriesPanel } from '@/components/streams/entries-panel';
import { Notice } from '@/components/ui/notice';
import { StatStrip } from '@/components/ui/stat-strip';
import { toShown } from '@/components/ui/wire-name';
import { formatCount, UNKNOWN } from '@/lib/format';
import type { ContentOf } from '@/lib/keyspace/content-schema';
import type { ContentProps } from './content-props';
import { StreamGroups } from './stream-groups';

/** A stream: its entries, newest first, or who reads it and what they have not finished. */
export function StreamContent(props: ContentProps<'stream'>) {
  const { content, asked, pending, now, isGone, onAsk, onChanged } = props;
  const { firstId, lastId, entriesAdded, groupsOf, groups, refused, database, key } = content;
  const entries = useMemo(() => toPanelEntries(content.entries), [content.entries]);
  const waiting = groups.reduce((sum, group) => sum + group.pending, 0);
  return (
    <>
      <StatStrip
        stats={[
          { label: 'Newest', value: <Id id={lastId} />, note: 'its id begins with its time' },
          { label: 'Oldest', value: <Id id={firstId} /> },
          ...(entriesAdded === null
            ? []
            : [
                {
                  label: 'Ever added',
                  value: formatCount(entriesAdded),
                  note: 'trimmed and deleted ones included',
                },
              ]),
          {
            label: 'Groups',
            value: refused ? UNKNOWN : formatCount(groupsOf),
            note: refused
              ? `needs +${refused}`
              : content.view === 'groups' && `${formatCount(waiting)} pending`,
          },
        ]}
      />
      {refused && (
        <Notice severity="info" title={`Your user may not run ${refused}, so nothing is said of groups.`} />
      )}
      {content.view === 'groups' ? (
        <StreamGroups {...props} />
      ) : (
        <EntriesPanel
          entries={entries}
          pending={pending}
          now={now}
          before={asked.cursor}
          exportName={toShown(key)}
          onBefore={(cursor) => onAsk({ cursor })}
          actionsOf={
            isGone
              ? undefined
              : ({ id }) => (
                  <ActionButton
                    action="element.remove"
                    input={{ db: database, key, element: { type: 'stream', id } }}
                    label="Remove entry"
                    onDone={onChanged}
                  />
                )
          }
        />
      )}
    </>
  );
}

const Id = ({ id }: { id: string | null }) => (
  <span className="font-mono text-base tracking-normal">{id ?? UNKNOWN}</span>
);

/** As the stream's page of Analytics has them. */
const toPanelEntries = (entries: ContentOf<'stream'>['entries']) =>
  entries && {
    before: entries.next,
    rows: entries.rows.map(({ fields, ...row }) => ({
      ...row,
      fields: fields.map(({ name, value }) => ({
        name,
        text: value.truncated ? `${value.text}…` : value.text,
        bytes: value.bytes ?? value.shownBytes,
      })),
    })),
  };
