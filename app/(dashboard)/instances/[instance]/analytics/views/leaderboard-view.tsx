'use client';

import { parseAsFloat, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { BarPanel } from '@/components/charts/bar-panel';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { formatCount, formatValue } from '@/lib/format';
import type { LeaderboardResponse } from '@/lib/patterns/leaderboards/read';
import { toShown } from '@/components/ui/wire-name';
import { BoardTable } from './leaderboard/board-table';
import { FoundMember } from './leaderboard/found-member';
import { endsIn } from './ends-in';
import { FindForm } from './find-form';
import { KeyPicker } from './key-picker';
import { Pager } from './pager';
import { StatStrip } from './stat-strip';
import type { ViewProps } from './view-props';

const PARAMS = {
  key: parseAsString,
  order: parseAsStringLiteral(['top', 'bottom'] as const).withDefault('top'),
  min: parseAsFloat,
  max: parseAsFloat,
  member: parseAsString,
  offset: parseAsInteger.withDefault(0),
  count: parseAsInteger.withDefault(50),
};

/** Ranks, page by page; a member and those around; and how the scores are spread. */
export function LeaderboardView({ thing, view, database, onChanged }: ViewProps<LeaderboardResponse>) {
  const [{ order, min, max, member, offset, count }, setParams] = useQueryStates(PARAMS);
  const address = { db: database, thing: thing.id, key: view.key };
  const best = view.distribution.at(-1)?.to ?? null;
  return (
    <>
      <KeyPicker
        label="Board"
        value={view.key}
        keys={view.keys}
        onChoose={(key) => void setParams({ key, offset: null, member: null })}
      />
      <StatStrip
        stats={[
          { label: 'Members', value: formatCount(view.total) },
          { label: 'Best score', value: formatValue(best, 'count') },
          { label: 'Lowest score', value: formatValue(view.distribution[0]?.from ?? null, 'count') },
          { label: 'Ends in', value: endsIn(view.ttlMs) },
        ]}
      />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <Panel
          flush
          title="Ranks"
          aside={
            <>
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
            address={address}
            exportName={toShown(view.key)}
            onFind={(wire) => void setParams({ member: wire })}
            onChanged={onChanged}
          />
        </Panel>
        <div className="min-w-0 space-y-4">
          <Panel title="Find a member">
            <FindForm value={member} onFind={(wire) => void setParams({ member: wire })} />
            {member !== null && (
              <FoundMember
                wanted={member}
                found={view.found}
                total={view.total}
                address={address}
                onChanged={onChanged}
              />
            )}
          </Panel>
          <BarPanel
            title="How the scores are spread"
            label="Members by score"
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
