'use client';

import { ZoomOut } from 'lucide-react';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Popover } from '@/components/ui/popover';
import { Segmented } from '@/components/ui/segmented';
import { fromWallClock, toWallClock } from '@/lib/client/wall-clock';
import { lengthOfWords } from '@/lib/time-span';
import type { TimeView } from './use-time-view';

/** All that a page's time can be asked for: a span from one moment to another or in words, zone, comparison. */
export function TimeOptions({
  view,
  trigger,
  open,
  onOpenChange,
}: {
  view: TimeView;
  trigger: ReactNode;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const close = () => onOpenChange(false);
  return (
    <Popover trigger={trigger} label="Time" open={open} onOpenChange={onOpenChange}>
      <div className="space-y-4 text-sm">
        <SpanForm view={view} onDone={close} />
        <WordsForm view={view} onDone={close} />
        <div className="flex items-center justify-between gap-2 border-t pt-3">
          <span>Time zone</span>
          <Segmented
            label="Time zone"
            value={view.tz}
            onChange={(tz) => view.change({ tz })}
            options={[
              { value: 'local', label: 'Local' },
              { value: 'utc', label: 'UTC' },
            ]}
          />
        </div>
        <Check
          label="Compare with the period before"
          checked={view.before !== null}
          onChange={(checked) => view.change({ compare: checked ? 'previous' : 'none' })}
        />
        <Check
          label="Show what happened in the charts"
          checked={view.annotations}
          onChange={(checked) => view.change({ annotations: checked ? 'on' : 'off' })}
        />
        <Button className="w-full sm:hidden" disabled={!view.zoomOut} onClick={() => view.zoomOut?.()}>
          <ZoomOut />
          Zoom out
        </Button>
      </div>
    </Popover>
  );
}

function SpanForm({ view, onDone }: { view: TimeView; onDone: () => void }) {
  const { zone } = view;
  const [typed, setTyped] = useState(() => ({
    zone,
    from: toWallClock(view.from, zone),
    to: toWallClock(view.to, zone),
  }));
  const [begin, end] = [fromWallClock(typed.from, typed.zone), fromWallClock(typed.to, typed.zone)];
  if (typed.zone !== zone) {
    // The same moments, written anew.
    const anew = (at: number | null, text: string) => (at === null ? text : toWallClock(at, zone));
    setTyped({ zone, from: anew(begin, typed.from), to: anew(end, typed.to) });
  }
  const problem =
    begin === null || end === null
      ? 'Both need a date and a time.'
      : begin >= end
        ? 'The span ends before it begins.'
        : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problem) return;
    view.show({ from: begin!, to: end! });
    onDone();
  };
  return (
    <form onSubmit={submit} className="space-y-2">
      <MomentField label="From" value={typed.from} onChange={(from) => setTyped({ ...typed, from })} />
      <MomentField label="To" value={typed.to} onChange={(to) => setTyped({ ...typed, to })} />
      <div className="flex min-h-8 items-center justify-between gap-3">
        <p role="status" className="text-xs text-warning">
          {problem}
        </p>
        <Button type="submit" variant="primary" disabled={problem !== null}>
          Show this span
        </Button>
      </div>
    </form>
  );
}

function MomentField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className="flex items-center gap-3">
      <label htmlFor={id} className="w-10 shrink-0 text-muted">
        {label}
      </label>
      <Input
        id={id}
        type="datetime-local"
        step={1}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

function WordsForm({ view, onDone }: { view: TimeView; onDone: () => void }) {
  const id = useId();
  const [words, setWords] = useState('');
  const length = lengthOfWords(words);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (length === null) return;
    const now = Date.now();
    view.show({ from: now - length, to: now });
    onDone();
  };
  return (
    <form onSubmit={submit} className="flex items-center gap-3">
      <label htmlFor={id} className="w-10 shrink-0 text-muted">
        Last
      </label>
      <Input
        id={id}
        value={words}
        placeholder="90 min, 3 h, 2 d"
        onChange={(event) => setWords(event.target.value)}
        aria-invalid={words !== '' && length === null}
      />
      <Button type="submit" disabled={length === null}>
        Show
      </Button>
    </form>
  );
}

function Check({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className="flex cursor-pointer items-center gap-2 max-sm:min-h-10">
      <input
        type="checkbox"
        className="size-4 accent-[var(--accent)]"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}
