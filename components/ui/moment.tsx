'use client';

import { useNow } from '@/lib/client/use-now';
import { useTimeZone } from '@/lib/client/use-time-zone';
import { formatAgo } from '@/lib/format';

const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;

const formatsIn = (timeZone: 'UTC' | undefined) => ({
  full: new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone }),
  clock: new Intl.DateTimeFormat('en-GB', { ...CLOCK, timeZone }),
  date: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', ...CLOCK, timeZone }),
});
const UTC = formatsIn('UTC');
const OWN = formatsIn(undefined);

const useFormats = () => (useTimeZone() === 'UTC' ? UTC : OWN);

const DAY_MS = 86_400_000;

/** A moment in the reader's own time zone. */
export function Moment({ at, now }: { at: number; now: number }) {
  const { full, clock, date } = useFormats();
  const format = now - at < DAY_MS / 2 ? clock : date;
  return (
    <time dateTime={new Date(at).toISOString()} title={full.format(at)}>
      {format.format(at)}
    </time>
  );
}

/** How long ago a moment is; counts on. */
export function Ago({ at, now: atRender }: { at: number; now: number }) {
  const now = useNow(atRender);
  const { full } = useFormats();
  return (
    <time dateTime={new Date(at).toISOString()} title={full.format(at)}>
      {formatAgo(at, Math.max(now, atRender))}
    </time>
  );
}
