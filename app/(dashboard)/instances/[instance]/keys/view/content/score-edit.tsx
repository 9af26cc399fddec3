'use client';

import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Input } from '@/components/ui/input';
import { SCORE } from '@/lib/redis/score';

/** Gives a member of a sorted set another score. */
export function ScoreEdit({
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
  const isScore = SCORE.test(typed);
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
          part: { type: 'zset', member, before: score, after: isScore ? typed : score },
        }}
        label="Set score"
        disabledBecause={
          !isScore ? 'Type a number, inf or -inf.' : typed === score ? 'Nothing has changed.' : null
        }
        onDone={onDone}
      />
    </>
  );
}
