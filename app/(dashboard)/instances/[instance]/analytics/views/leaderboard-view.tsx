'use client';

import { parseAsFloat, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useEffect, useRef, type RefObject } from 'react';
import { BarPanel } from '@/components/charts/bar-panel';
import { classNames } from '@/components/ui/class-names';
import { FindForm } from '@/components/ui/find-form';
import { Input } from '@/components/ui/input';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { StatStrip } from '@/components/ui/stat-strip';
import { formatCount, formatValue } from '@/lib/format';
import type { LeaderboardResponse } from '@/lib/patterns/leaderboards/model';
import { toShown } from '@/components/ui/wire-name';
import { BoardTable, type BoardAddress } from './leaderboard/board-table';
import { FoundMember } from './leaderboard/found-member';
import { SincePicker } from './leaderboard/since-picker';
import { endsIn } from './ends-in';
import { KeyPicker } from './key-picker';
import type { ViewProps } from './view-props';

const PARAMS = {
  key: parseAsString,
  order: parseAsStringLiteral(['top', 'bottom'] as const).withDefault('top'),
  min: parseAsFloat,
  max: parseAsFloat,
  member: parseAsString,
  since: parseAsInteger,
  offset: parseAsInteger.withDefault(0),
  count: parseAsInteger.withDefault(50),
};

/** Ranks, page by page, and how they moved; a member and those around; and how the scores are spread. */
export function LeaderboardView({ thing, view, now, database, onChanged }: ViewProps<LeaderboardResponse>) {
  const [{ order, min, max, member, since, offset, count }, setParams] = useQueryStates(PARAMS);
  const { key, looked, movement } = view;
  const noun = looked ? 'player' : 'member';
  // Points are given and members taken off where one key holds them all.
  const address: BoardAddress | null = key === null ? null : { db: database, thing: thing.id, key };
  const find = useShownOnChange(member);
  return (
    <>
      <KeyPicker
        label="Board"
        value={key}
        keys={view.keys}
        onChoose={(wire) => void setParams({ key: wire, offset: null, member: null, since: null })}
      />
      <StatStrip stats={statsOf(view)} />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_26rem] xl:grid-rows-[auto_1fr]">
        <Panel
          flush
          className="xl:row-span-2"
          title="Ranks"
          aside={
            <>
              {looked && looked.players < looked.of && (
                <span className="text-muted">{lookedInWords(looked)}</span>
              )}
              <Segmented
                label="Order"
                value={order}
                onChange={(value) => void setParams({ order: value, offset: null })}
                options={[
                  { value: 'top', label: 'Top' },
                  { value: 'bottom', label: 'Bottom' },
                ]}
              />
              <ScoreRange
                min={min}
                max={max}
                onChange={(range) => void setParams({ ...range, offset: null })}
              />
              <Pager
                offset={offset}
                count={count}
                total={view.inRange}
                onOffset={(value) => void setParams({ offset: value || null })}
              />
            </>
          }
        >
          <BoardTable
            rows={view.rows}
            movement={movement}
            noun={noun}
            exportName={key === null ? thing.title : toShown(key)}
            tools={
              <SincePicker
                movement={movement}
                chosen={since}
                isBestScores={looked !== null}
                now={now}
                onChoose={(moment) => void setParams({ since: moment })}
              />
            }
            onFind={(wire) => void setParams({ member: wire })}
          />
        </Panel>
        {/* Where the panels stand one below the other, what was opened comes first. */}
        <div
          ref={find}
          className={classNames('min-w-0 scroll-mt-20', member !== null && 'max-xl:order-first')}
        >
          <Panel title={`Find a ${noun}`}>
            <FindForm
              label={looked ? 'Player' : 'Member'}
              value={member}
              onFind={(wire) => void setParams({ member: wire })}
            />
            {member !== null && (
              <FoundMember wanted={member} view={view} now={now} address={address} onChanged={onChanged} />
            )}
          </Panel>
        </div>
        <div className="min-w-0">
          <BarPanel
            title="How the scores are spread"
            label={`${looked ? 'Players' : 'Members'} by score`}
            unit="count"
            empty="Scores that are infinite cannot be drawn."
            bars={view.distribution.map(({ from, to, members }) => ({
              id: String(from),
              label: formatValue(from, 'count'),
              title: `${formatValue(from, 'count')} to ${formatValue(to, 'count')} points`,
              value: members,
            }))}
          />
        </div>
      </div>
    </>
  );
}

/** Brings a part of the page into sight when what it shows is another one than before. */
function useShownOnChange(shown: string | null): RefObject<HTMLDivElement | null> {
  const part = useRef<HTMLDivElement>(null);
  const before = useRef(shown);
  useEffect(() => {
    if (shown !== null && shown !== before.current) part.current?.scrollIntoView({ block: 'nearest' });
    before.current = shown;
  }, [shown]);
  return part;
}

function statsOf({ total, looked, distribution, ttlMs }: LeaderboardResponse) {
  const scores = [
    { label: 'Best score', value: formatValue(distribution.at(-1)?.to ?? null, 'count') },
    { label: 'Lowest score', value: formatValue(distribution[0]?.from ?? null, 'count') },
  ];
  if (looked) {
    const players = `${looked.exact ? '' : '≈ '}${formatCount(looked.of)}`;
    return [{ label: 'Players', value: players }, { label: 'Ranked', value: formatCount(total) }, ...scores];
  }
  return [
    { label: 'Members', value: formatCount(total) },
    ...scores,
    { label: 'Ends in', value: endsIn(ttlMs) },
  ];
}

const lookedInWords = ({ players, of, exact }: NonNullable<LeaderboardResponse['looked']>) =>
  `${formatCount(players)} of ${exact ? '' : '≈ '}${formatCount(of)} players looked at`;

function ScoreRange({
  min,
  max,
  onChange,
}: {
  min: number | null;
  max: number | null;
  onChange: (range: { min?: number | null; max?: number | null }) => void;
}) {
  const read = (text: string) => (text.trim() === '' || Number.isNaN(Number(text)) ? null : Number(text));
  return (
    <span className="flex items-center gap-1 text-muted">
      <Input
        type="number"
        step="any"
        aria-label="Lowest score"
        placeholder="from score"
        defaultValue={min ?? ''}
        onBlur={(event) => onChange({ min: read(event.target.value) })}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        className="w-28"
      />
      –
      <Input
        type="number"
        step="any"
        aria-label="Highest score"
        placeholder="to score"
        defaultValue={max ?? ''}
        onBlur={(event) => onChange({ max: read(event.target.value) })}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        className="w-28"
      />
    </span>
  );
}
