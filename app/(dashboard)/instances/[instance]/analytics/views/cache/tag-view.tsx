'use client';

import { useMemo } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Badge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import { FindForm } from '@/components/ui/find-form';
import { Meter } from '@/components/ui/meter';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { StatStrip } from '@/components/ui/stat-strip';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatCount, UNKNOWN } from '@/lib/format';
import type { TagRow, TagTable } from '@/lib/patterns/caches/tag-table';
import type { ThingHeader } from '@/lib/schemas/analytics';
import { endsColumn } from '../ends-in';
import { OpenedSheet } from '../opened-sheet';
import { TagMembers, TagWarning } from './tag-members';
import type { CacheAddress } from './value-view';

/** The tags, how many keys each has, and how many of these are still there. */
export function TagView({
  thing,
  tags,
  acts,
  address,
  asked,
  pending,
  find,
  page,
  onParams,
  onChanged,
}: {
  thing: ThingHeader;
  tags: TagTable;
  /** Whether tags may be invalidated here; those of libraries are only read. */
  acts: boolean;
  address: CacheAddress;
  /** The tag that is to be open. */
  asked: string | null;
  pending: boolean;
  find: string | null;
  page: { offset: number; count: number };
  onParams: (params: { find?: string | null; tag?: string | null; offset?: number | null }) => void;
  onChanged: () => void;
}) {
  const columns = useMemo(() => columnsOf({ acts, address, onChanged }), [acts, address, onChanged]);
  const opened = tags.asked?.key === asked || tags.asked?.tag === asked ? tags.asked : null;
  return (
    <>
      <StatStrip stats={statsOf(tags)} />
      <Panel
        flush
        title="Tags"
        aside={
          <>
            <FindForm
              label="Tags whose name contains"
              placeholder={toShown(tags.rows[0]?.tag ?? 'product')}
              value={find}
              onFind={(wire) => onParams({ find: wire, offset: null })}
            />
            <Pager {...page} total={tags.total} onOffset={(offset) => onParams({ offset: offset || null })} />
          </>
        }
      >
        <DataTable
          label="Tags"
          noun="tag"
          columns={columns}
          rows={tags.rows}
          rowId={({ key }) => key}
          defaultSort="-members"
          filterHint="members>100, orphans>0"
          exportName={thing.title}
          total={tags.total}
          empty={
            find === null
              ? 'No tag that the scan has seen is there any more.'
              : `No tag that the scan kept contains ${toShown(find)}.`
          }
          onOpen={({ key }) => onParams({ tag: key })}
        />
      </Panel>
      <OpenedSheet
        wire={asked}
        noun="tag"
        pending={pending}
        facts={opened && `${formatCount(opened.members)} keys`}
        onClose={() => onParams({ tag: null })}
      >
        {opened && <TagMembers tag={opened} acts={acts} address={address} onChanged={onChanged} />}
      </OpenedSheet>
    </>
  );
}

const orphansOf = ({ looked, live }: TagRow) => looked - live;

function statsOf({ rows, total }: TagTable) {
  const sum = (value: (row: TagRow) => number) => rows.reduce((all, row) => all + value(row), 0);
  const looked = sum((row) => row.looked);
  const part = rows.length < total ? `of the ${formatCount(rows.length)} tags shown` : undefined;
  return [
    { label: 'Tags', value: formatCount(total) },
    { label: 'Members', value: formatCount(sum(({ members }) => members)), note: part },
    {
      label: 'Orphans',
      value: looked === 0 ? UNKNOWN : formatCount(sum(orphansOf)),
      note: `of ${formatCount(looked)} members looked at`,
    },
    {
      label: 'Without expiry',
      value: formatCount(rows.filter(({ ttlMs }) => ttlMs === null).length),
      note: part,
    },
  ];
}

function columnsOf({
  acts,
  address,
  onChanged,
}: {
  acts: boolean;
  address: CacheAddress;
  onChanged: () => void;
}): readonly Column<TagRow>[] {
  return [
    {
      id: 'tag',
      label: 'Tag',
      value: ({ tag }) => toShown(tag),
      width: 200,
      grow: true,
      onCard: 'title',
      cell: ({ tag }) => <WireName wire={tag} />,
    },
    {
      id: 'members',
      label: 'Members',
      explains: 'Keys that the tag names, whether they are still there or not',
      value: ({ members }) => members,
      unit: 'count',
      width: 110,
      onCard: 'half',
    },
    {
      id: 'live',
      label: 'Still there',
      explains: 'Of the members whose keys were asked for, chosen by chance',
      value: ({ looked, live }) => (looked === 0 ? null : live / looked),
      unit: 'ratio',
      width: 220,
      onCard: 'whole',
      cell: ({ looked, live }) =>
        looked === 0 ? (
          UNKNOWN
        ) : (
          <span className="flex items-center justify-end gap-2">
            <Meter ratio={live / looked} className="w-20 shrink-0" />
            <span className="min-w-20 text-right tabular-nums">
              {live} <span className="text-muted">of {looked}</span>
            </span>
          </span>
        ),
    },
    {
      id: 'orphans',
      label: 'Orphans',
      explains: 'Members looked at whose keys are gone',
      value: (row) => (row.looked === 0 ? null : orphansOf(row)),
      unit: 'count',
      width: 100,
      onCard: 'half',
      cell: (row) =>
        row.looked === 0 ? (
          UNKNOWN
        ) : orphansOf(row) > 0 ? (
          <Badge tone="warning">{orphansOf(row)}</Badge>
        ) : (
          <span className="text-muted">0</span>
        ),
    },
    {
      id: 'ended',
      label: 'Ended',
      explains: 'Members whose time is over, as the tag itself says',
      value: ({ ended }) => ended,
      unit: 'count',
      width: 90,
      extra: true,
    },
    endsColumn<TagRow>(),
    ...(acts
      ? [
          {
            id: 'invalidate',
            label: '',
            value: () => null,
            width: 130,
            onCard: 'whole',
            cell: ({ key, members }: TagRow) => (
              <ActionButton
                action="cache.invalidate"
                input={{ ...address, tag: key, count: members }}
                size="small"
                variant="quiet"
                preview={<TagWarning members={members} />}
                onDone={onChanged}
              />
            ),
          } as const,
        ]
      : []),
  ];
}
