'use client';

import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { CursorPager } from '@/components/ui/cursor-pager';
import { DataTable } from '@/components/ui/data-table';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import type { Column } from '@/components/ui/table-column';
import { toShown } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { ContentOf } from '@/lib/keyspace/content-schema';
import { FormButton } from '../form-button';
import { AddElement } from './add-element';
import type { ContentProps } from './content-props';
import { ElementSearch } from './element-search';
import { ElementSheet } from './element-sheet';
import { NameCell } from './name-cell';
import { ScoreRange } from './score-range';

type Member = ContentOf<'zset'>['members'][number];

/** The members of a sorted set by rank, by score, or by name. */
export function SortedSetContent({ content, asked, isGone, onAsk, onChanged }: ContentProps<'zset'>) {
  const { members, length, by, inRange, nextOffset, nextCursor, found, database, key } = content;
  const [adds, setAdds] = useState(false);
  const [opened, setOpened] = useState<Member | null>(null);
  const offset = asked.offset ?? 0;
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
      <Panel
        flush
        title="Members"
        aside={
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
              <Pager
                offset={offset}
                count={nextOffset === null ? Math.max(members.length, 1) : nextOffset - offset}
                total={inRange ?? length}
                onOffset={(to) =>
                  onAsk({ offset: (to < offset ? Math.max(0, offset - 100) : nextOffset) || null })
                }
              />
            )}
            {!isGone && (
              <FormButton
                action="element.add"
                input={{ ...address, element: { type: 'zset', member: '', score: '0' } }}
                label="Add"
                isOpen={adds}
                onToggle={() => setAdds(!adds)}
              />
            )}
          </>
        }
      >
        {adds && <AddElement type="zset" address={address} onDone={onChanged} />}
        <DataTable
          label="Members"
          noun="member"
          columns={COLUMNS}
          rows={members}
          rowId={(member) => member.name ?? member.shown.text}
          defaultSort={by === 'match' ? 'member' : order === 'forwards' ? 'score' : '-score'}
          filterHint="user, score>100"
          exportName={toShown(key)}
          total={by === 'match' ? undefined : (inRange ?? length)}
          onOpen={setOpened}
          empty={inRange === 0 ? 'No member has such a score.' : 'No member matches.'}
        />
      </Panel>
      {opened && (
        <ElementSheet
          title="Member"
          facts={
            <>
              Score <span className="font-mono">{opened.score}</span>
              {opened.rank !== null && <>, rank {formatCount(opened.rank)} from the lowest</>}
            </>
          }
          value={opened.shown}
          raw={false}
          address={isGone ? null : address}
          removed={() =>
            opened.name === null ? null : { type: 'zset', member: opened.name, before: opened.score }
          }
          noun="member"
          onRaw={() => {}}
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
        </ElementSheet>
      )}
    </>
  );
}

const isScore = (typed: string) => /^[+-]?(?:inf|\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i.test(typed);

function ScoreEdit({
  address,
  member,
  score,
  onDone,
}: {
  address: { db: number; key: string };
  member: string;
  score: string;
  onDone: () => void;
}) {
  const [typed, setTyped] = useState(score);
  return (
    <>
      <Input
        aria-label="Score"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="w-36 font-mono"
        spellCheck={false}
      />
      <ActionButton
        action="key.edit"
        input={{
          ...address,
          part: { type: 'zset', member, before: score, after: isScore(typed) ? typed : score },
        }}
        label="Set score"
        disabledBecause={
          !isScore(typed) ? 'Type a number, inf or -inf.' : typed === score ? 'Nothing has changed.' : null
        }
        onDone={onDone}
      />
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
  {
    id: 'member',
    label: 'Member',
    value: ({ name, shown }) => (name === null ? shown.text : toShown(name)),
    width: 320,
    grow: true,
    onCard: 'title',
    cell: ({ name, shown }) => <NameCell name={name} shown={shown} />,
  },
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
