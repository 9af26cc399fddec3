'use client';

import { useNow } from '@/lib/client/use-now';
import { formatAgo } from '@/lib/format';

const FULL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DATE = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const DAY_MS = 86_400_000;

/** A moment in the reader's own time zone; the server renders it in its own, which the browser then corrects. */
export function Moment({ at, now }: { at: number; now: number }) {
  const format = now - at < DAY_MS / 2 ? CLOCK : DATE;
  return (
    <time dateTime={new Date(at).toISOString()} title={FULL.format(at)} suppressHydrationWarning>
      {format.format(at)}
    </time>
  );
}

/** How long ago a moment is; counts on. */
export function Ago({ at, now: atRender }: { at: number; now: number }) {
  const now = useNow(atRender);
  return (
    <time dateTime={new Date(at).toISOString()} title={FULL.format(at)} suppressHydrationWarning>
      {formatAgo(at, Math.max(now, atRender))}
    </time>
  );
}
