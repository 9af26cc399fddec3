'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';

const SCORE = String.raw`\(?[+\-]?(inf|\d+(\.\d+)?(e[+\-]?\d+)?)`;

/** Only members whose score lies between two. */
export function ScoreRange({
  min,
  max,
  onChange,
}: {
  min: string | null;
  max: string | null;
  onChange: (range: { min: string | null; max: string | null }) => void;
}) {
  const [from, setFrom] = useState(min ?? '');
  const [to, setTo] = useState(max ?? '');
  const isSame = from === (min ?? '') && to === (max ?? '');
  return (
    <form
      className="flex items-center gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        onChange({ min: from || null, max: to || null });
      }}
    >
      <Input
        aria-label="Lowest score"
        placeholder="score from"
        pattern={SCORE}
        title="A number; (5 leaves 5 out"
        value={from}
        onChange={(event) => setFrom(event.target.value)}
        className="w-24"
      />
      <Input
        aria-label="Highest score"
        placeholder="to"
        pattern={SCORE}
        title="A number; (5 leaves 5 out"
        value={to}
        onChange={(event) => setTo(event.target.value)}
        className="w-24"
      />
      {!isSame && <Button type="submit">Show</Button>}
    </form>
  );
}
