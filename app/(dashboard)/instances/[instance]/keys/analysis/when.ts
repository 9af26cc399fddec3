const FORMAT = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** A moment as one speaks of it: `Mon, 17 Nov, 09:12`, in the reader's own time zone. @param at Unix milliseconds */
export const describeWhen = (at: number): string => FORMAT.format(at);
