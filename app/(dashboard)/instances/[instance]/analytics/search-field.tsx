'use client';

import { useEffect, useState } from 'react';
import { Input } from '@/components/ui/input';

const SETTLED_MS = 250;

/** Words to search for; the address follows when the typing rests. */
export function SearchField({ value, onChange }: { value: string; onChange: (words: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <Input
      type="search"
      aria-label="Search"
      placeholder="page views, leaderboard, bullmq…"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      className="max-w-80"
    />
  );
}
