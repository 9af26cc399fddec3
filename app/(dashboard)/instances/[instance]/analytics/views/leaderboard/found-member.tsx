'use client';

import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { classNames } from '@/components/ui/class-names';
import { Input } from '@/components/ui/input';
import { WireName } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { LeaderboardResponse } from '@/lib/patterns/leaderboards/read';
import type { BoardAddress } from './board-table';

/** A member's place among those around it, and what can be done with it. */
export function FoundMember({
  wanted,
  found,
  total,
  address,
  onChanged,
}: {
  wanted: string;
  found: LeaderboardResponse['found'];
  total: number;
  address: BoardAddress;
  onChanged: () => void;
}) {
  const [points, setPoints] = useState('10');
  const valid = points.trim() !== '' && Number.isFinite(Number(points));
  return (
    <div className="mt-3 space-y-3">
      {found === null ? (
        <p className="text-muted">
          <WireName wire={wanted} /> is not on this board.
        </p>
      ) : (
        <>
          <p>
            Place <b className="font-medium">{formatCount(found.place)}</b> of {formatCount(total)}
            {found.tiedWith > 0 && `, shared with ${formatCount(found.tiedWith)} others`}
          </p>
          <ol className="overflow-hidden rounded-md border text-sm">
            {found.around.map(({ member, place, score }) => (
              <li
                key={member}
                aria-current={member === found.member || undefined}
                className={classNames(
                  'flex items-baseline gap-3 px-3 py-1 tabular-nums',
                  member === found.member && 'bg-accent-soft',
                )}
              >
                <span className="w-16 text-right text-muted">{formatCount(place)}</span>
                <WireName wire={member} className="min-w-0 flex-1 truncate" />
                <span>{typeof score === 'number' ? score.toLocaleString('en-US') : score}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Input
          type="number"
          step="any"
          aria-label="Points"
          value={points}
          onChange={(event) => setPoints(event.target.value)}
          className="w-24"
        />
        <ActionButton
          action="leaderboard.increment"
          input={{ ...address, member: wanted, points: Number(points) }}
          disabledBecause={valid ? null : 'Type how many points'}
          onDone={onChanged}
        />
        {found && (
          <ActionButton
            action="leaderboard.remove"
            input={{ ...address, member: wanted }}
            onDone={onChanged}
          />
        )}
      </div>
    </div>
  );
}
