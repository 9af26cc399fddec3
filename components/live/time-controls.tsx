'use client';

import { CalendarClock, GitCompareArrows, Pause, Play, ZoomOut } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/input';
import { Segmented } from '@/components/ui/segmented';
import { spanText } from '@/lib/client/wall-clock';
import { RANGES, type Range } from '@/lib/search-params';
import { LiveTrouble } from './live-controls';
import type { TimeView } from './use-time-view';

/** Few open it: it is loaded when somebody does. */
const TimeOptions = dynamic(() => import('./time-options').then((module) => module.TimeOptions), {
  ssr: false,
});

const LABELS: Record<Range, string> = {
  live: 'Live',
  '5m': '5 m',
  '15m': '15 m',
  '1h': '1 h',
  '6h': '6 h',
  '24h': '24 h',
  '7d': '7 d',
  '30d': '30 d',
};
/** The ranges as a choice. */
export const RANGE_OPTIONS = RANGES.map((value) => ({ value, label: LABELS[value] }));

/** The time of a page: which span its charts show, compared with what, and whether it follows the present. */
export function TimeControls({ view }: { view: TimeView }) {
  const { follows, range, before, zoomOut } = view;
  const text = follows ? null : spanText(view, view.zone);
  const choose = (value: string) => value !== 'fixed' && view.setRange(value as Range);
  // Where the charts stand still, none of the ranges is chosen.
  const chosen: Range | 'fixed' = follows ? range : 'fixed';
  return (
    <>
      <div className="max-xl:hidden">
        <Segmented<Range | 'fixed'> label="Range" options={RANGE_OPTIONS} value={chosen} onChange={choose} />
      </div>
      <Select
        aria-label="Range"
        className="w-auto max-w-56 xl:hidden"
        value={chosen}
        onChange={(event) => choose(event.target.value)}
      >
        {text !== null && <option value="fixed">{text}</option>}
        {RANGE_OPTIONS.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      <div className="flex items-center gap-1">
        <OptionsButton view={view} text={text} />
        <Button
          variant="quiet"
          size="icon"
          className="max-sm:hidden"
          aria-label="Zoom out"
          title="Show more time (double click in a chart)"
          disabled={!zoomOut}
          onClick={() => zoomOut?.()}
        >
          <ZoomOut />
        </Button>
        <Button
          variant="quiet"
          size="icon"
          className={before ? 'bg-accent-soft text-accent max-sm:hidden' : 'max-sm:hidden'}
          aria-label="Compare with the period before"
          aria-pressed={before !== null}
          title="Compare with the period before"
          onClick={() => view.change({ compare: before ? 'none' : 'previous' })}
        >
          <GitCompareArrows />
        </Button>
        <Button
          variant="quiet"
          className="w-14 px-1 max-sm:hidden"
          aria-label={view.zone === 'UTC' ? 'UTC: show local time' : 'Local time: show UTC'}
          onClick={() => view.change({ tz: view.tz === 'utc' ? 'local' : 'utc' })}
        >
          {view.tz === 'utc' ? 'UTC' : 'Local'}
        </Button>
      </div>
      <LiveTrouble moving={follows} />
      <Button
        onClick={follows ? view.pause : view.resume}
        aria-pressed={!follows}
        title={follows ? 'Keep what is shown' : 'Follow the present again'}
      >
        {follows ? <Pause /> : <Play />}
        <span className="max-sm:sr-only">{follows ? 'Pause' : 'Resume'}</span>
      </Button>
    </>
  );
}

function OptionsButton({ view, text }: { view: TimeView; text: string | null }) {
  const [open, setOpen] = useState<boolean | null>(null);
  const button = (
    <Button
      variant={text === null ? 'quiet' : 'secondary'}
      size={text === null ? 'icon' : 'normal'}
      className={text === null ? undefined : 'max-xl:size-8 max-xl:p-0 max-sm:min-w-10'}
      aria-label={text === null ? 'Choose a span' : `Choose a span: ${text}`}
      aria-haspopup="dialog"
      title="From – to, time zone, comparison"
      onClick={open === null ? () => setOpen(true) : undefined}
    >
      <CalendarClock />
      {text !== null && <span className="max-xl:hidden">{text}</span>}
    </Button>
  );
  return open === null ? (
    button
  ) : (
    <TimeOptions view={view} trigger={button} open={open} onOpenChange={setOpen} />
  );
}
