'use client';

import { useState } from 'react';
import { CursorPager } from '@/components/ui/cursor-pager';
import { DataTable } from '@/components/ui/data-table';
import { Notice } from '@/components/ui/notice';
import { Segmented } from '@/components/ui/segmented';
import type { Column } from '@/components/ui/table-column';
import { toShown } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { ContentOf } from '@/lib/keyspace/content-schema';
import type { ContentProps } from './content-props';
import { ElementPanel } from './element-panel';
import { ElementSearch } from './element-search';
import { MEMBER_COLUMN, memberId } from './member-column';
import { MemberSheet } from './member-sheet';
import { OffsetPager } from './offset-pager';
import { ScoreEdit } from './score-edit';
import { ScoreRange } from './score-range';

type Member = ContentOf<'zset'>['members'][number];

/** The members of a sorted set by rank, by score, or by name. */
export function SortedSetContent({ content, asked, isGone, onAsk, onChanged }: ContentProps<'zset'>) {
  const { members, length, by, inRange, nextOffset, nextCursor, found, database, key } = content;
  const [opened, setOpened] = useState<Member | null>(null);
  const order = asked.order ?? 'forwards';
  const address = { db: database, key };
  const begin = { offset: null, cursor: null };
  return (
    <>
      {asked.find !== null && (
        <Notice
          severity={found ? 'fine' : 'info'}
          title={
            found
              ? `${toShown(asked.find)} has score ${found.score}, rank ${formatCount(found.rank)} from the lowest.`
              : `${toShown(asked.find)} is no member.`
          }
        />
      )}
      <ElementPanel
        title="Members"
        type="zset"
        address={address}
        isGone={isGone}
        onChanged={onChanged}
        tools={
          <>
            <ElementSearch noun="member" asked={asked} onAsk={onAsk} />
            <ScoreRange
              key={`${asked.min} ${asked.max}`}
              min={asked.min}
              max={asked.max}
              onChange={(range) => onAsk({ ...range, ...begin, match: null, find: null })}
            />
            <Segmented
              label="Begin with"
              value={order}
              onChange={(end) => onAsk({ ...begin, order: end === 'forwards' ? null : end })}
              options={[
                { value: 'forwards', label: 'Lowest' },
                { value: 'backwards', label: 'Highest' },
              ]}
            />
            {by === 'match' ? (
              <CursorPager cursor={asked.cursor} next={nextCursor} onCursor={(cursor) => onAsk({ cursor })} />
            ) : (
              <OffsetPager
                offset={asked.offset}
                shown={members.length}
                next={nextOffset}
                total={inRange ?? length}
                onAsk={onAsk}
              />
            )}
          </>
        }
      >
        <DataTable
          label="Members"
          noun="member"
          columns={COLUMNS}
          rows={members}
          rowId={memberId}
          defaultSort={by === 'match' ? 'member' : order === 'forwards' ? 'score' : '-score'}
          filterHint="user, score>100"
          exportName={toShown(key)}
          total={by === 'match' ? undefined : (inRange ?? length)}
          onOpen={setOpened}
          empty={inRange === 0 ? 'No member has such a score.' : 'No member matches.'}
        />
      </ElementPanel>
      {opened && (
        <MemberSheet
          facts={
            <>
              Score <span className="font-mono">{opened.score}</span>
              {opened.rank !== null && <>, rank {formatCount(opened.rank)} from the lowest</>}
            </>
          }
          value={opened.shown}
          address={isGone ? null : address}
          removed={() =>
            opened.name === null ? null : { type: 'zset', member: opened.name, before: opened.score }
          }
          onClose={() => setOpened(null)}
          onChanged={onChanged}
        >
          {opened.name !== null && (
            <ScoreEdit
              address={address}
              member={opened.name}
              score={opened.score}
              onDone={() => {
                setOpened(null);
                onChanged();
              }}
            />
          )}
        </MemberSheet>
      )}
    </>
  );
}

const COLUMNS: readonly Column<Member>[] = [
  {
    id: 'rank',
    label: 'Rank',
    explains: 'From the lowest score, 0 on',
    value: ({ rank }) => rank,
    unit: 'count',
    width: 84,
    onCard: 'half',
    extra: true,
  },
  MEMBER_COLUMN,
  {
    id: 'score',
    label: 'Score',
    value: ({ score }) => numberOf(score),
    unit: 'count',
    width: 180,
    onCard: 'half',
    cell: ({ score }) => <span className="font-mono text-xs">{score}</span>,
  },
];

/** Of all that sorting needs; what is shown keeps every digit. */
const numberOf = (score: string) =>
  /inf/i.test(score) ? (score.startsWith('-') ? -Infinity : Infinity) : Number(score);
