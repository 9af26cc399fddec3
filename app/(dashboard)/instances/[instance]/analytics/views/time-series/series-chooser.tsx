'use client';

import { ListChecks } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import { colourOf, MOST_SERIES } from './series-table';

/** Which series are in the chart: those that are, as a legend, and a dialog with all. */
export function SeriesChooser({
  all,
  of,
  chosen,
  onChoose,
}: {
  /** Keys as many as are listed. */
  all: readonly string[];
  of: number;
  chosen: readonly string[];
  onChoose: (keys: string[]) => void;
}) {
  const [open, setOpen] = useState(false);
  if (of < 2 && chosen.length < 2) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button onClick={() => setOpen(true)}>
        <ListChecks /> Choose series
      </Button>
      <ul aria-label="Series in the chart" className="flex min-w-0 flex-wrap gap-x-4 gap-y-1">
        {chosen.map((key, index) => (
          <li key={key} className="flex min-w-0 items-center gap-1.5">
            <Dot index={index} />
            <WireName wire={key} className="truncate" />
          </li>
        ))}
      </ul>
      {open && (
        <ChooserDialog all={all} of={of} chosen={chosen} onChoose={onChoose} onClose={() => setOpen(false)} />
      )}
    </div>
  );
}

/** The colour of a series. */
export const Dot = ({ index }: { index: number }) => (
  <span className="inline-block size-2 shrink-0 rounded-full" style={{ background: colourOf(index) }} />
);

function ChooserDialog({
  all,
  of,
  chosen: inChart,
  onChoose,
  onClose,
}: {
  all: readonly string[];
  of: number;
  chosen: readonly string[];
  onChoose: (keys: string[]) => void;
  onClose: () => void;
}) {
  const [chosen, setChosen] = useState(inChart);
  const [words, setWords] = useState('');
  const keys = [...all, ...chosen.filter((key) => !all.includes(key))];
  const found = keys.filter((key) => toShown(key).toLowerCase().includes(words.toLowerCase()));
  const full = chosen.length >= MOST_SERIES;
  const choose = (next: string[]) => {
    setChosen(next);
    onChoose(next);
  };
  const toggle = (key: string) =>
    choose(chosen.includes(key) ? chosen.filter((other) => other !== key) : [...chosen, key]);
  // Not all names are kept, and new ones come after the scan.
  const unlisted = words.trim() !== '' && !keys.includes(words.trim()) ? words.trim() : null;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Series in the chart"
      description={`${chosen.length} of ${formatCount(of)}; ${MOST_SERIES} at most.`}
    >
      <div className="flex min-h-0 flex-col gap-3 px-5 pt-3 pb-5">
        <Input
          type="search"
          autoFocus
          aria-label="Find a series"
          placeholder="Part of a name, or a whole one"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          className="font-mono"
          spellCheck={false}
        />
        <div className="min-h-0 flex-1 overflow-y-auto rounded-md border">
          {found.map((key) => (
            <label
              key={key}
              className="flex min-h-8 items-center gap-2.5 border-b px-3 last:border-b-0 hover:bg-sunken max-sm:min-h-10"
            >
              <input
                type="checkbox"
                className="size-4 accent-accent"
                checked={chosen.includes(key)}
                // The last one stays: a chart of nothing is of no use.
                disabled={chosen.includes(key) ? chosen.length === 1 : full}
                onChange={() => toggle(key)}
              />
              <WireName wire={key} className="min-w-0 break-all" />
            </label>
          ))}
          {found.length === 0 && !unlisted && <p className="px-3 py-4 text-muted">There is none.</p>}
          {unlisted && (
            <div className="px-3 py-2">
              <Button disabled={full} onClick={() => choose([...chosen, unlisted])}>
                Add <span className="font-mono text-xs">{unlisted}</span>
              </Button>
            </div>
          )}
        </div>
        {all.length < of && (
          <p className="text-sm text-muted">
            {formatCount(all.length)} names are listed of {formatCount(of)}; any other can be typed.
          </p>
        )}
        <div className="flex justify-end">
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
