'use client';

import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { classNames } from '@/components/ui/class-names';
import { Input } from '@/components/ui/input';
import { Moment } from '@/components/ui/moment';
import { WireName } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { LeaderboardResponse } from '@/lib/patterns/leaderboards/model';
import type { BoardAddress } from './board-table';
import { Moved } from './moved';
import { beforeInWords, formatScore, moveOf, type Movement } from './movement';

/** A member's place among those around it, how it has moved, and what can be done with it. */
export function FoundMember({
  wanted,
  view: { found, total, movement },
  now,
  address,
  onChanged,
}: {
  wanted: string;
  view: LeaderboardResponse;
  now: number;
  /** `null`: nothing can be done. */
  address: BoardAddress | null;
  onChanged: () => void;
}) {
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
            {found.tiedWith > 0 &&
              `, shared with ${formatCount(found.tiedWith)} ${found.tiedWith === 1 ? 'other' : 'others'}`}
          </p>
          <MovedSince row={found} movement={movement} now={now} />
          <ol className="overflow-hidden rounded-md border text-sm">
            {found.around.map((row) => (
              <li
                key={row.member}
                aria-current={row.member === found.member || undefined}
                className={classNames(
                  'flex items-baseline gap-3 px-3 py-1 tabular-nums',
                  row.member === found.member && 'bg-accent-soft',
                )}
              >
                <span className="w-12 text-right text-muted">{formatCount(row.place)}</span>
                <WireName wire={row.member} className="min-w-0 flex-1 truncate" />
                {movement.since !== null && <Moved row={row} movement={movement} />}
                <span className="min-w-12 text-right">{formatScore(row.score)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      {address && (
        <MemberActions wanted={wanted} isFound={found !== null} address={address} onChanged={onChanged} />
      )}
    </div>
  );
}

/** "At 14:05:10 it was at place 15 with a score of 340: ▲ 3" */
function MovedSince({
  row,
  movement,
  now,
}: {
  row: NonNullable<LeaderboardResponse['found']>;
  movement: Movement;
  now: number;
}) {
  if (movement.since === null) return null;
  return (
    <p className="text-muted">
      At <Moment at={movement.since} now={now} /> it {beforeInWords(row, movement)}
      {moveOf(row, movement) !== null && (
        <>
          : <Moved row={row} movement={movement} />
        </>
      )}
    </p>
  );
}

function MemberActions({
  wanted,
  isFound,
  address,
  onChanged,
}: {
  wanted: string;
  isFound: boolean;
  address: BoardAddress;
  onChanged: () => void;
}) {
  const [points, setPoints] = useState('10');
  const valid = points.trim() !== '' && Number.isFinite(Number(points));
  return (
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
      {isFound && (
        <ActionButton action="leaderboard.remove" input={{ ...address, member: wanted }} onDone={onChanged} />
      )}
    </div>
  );
}
