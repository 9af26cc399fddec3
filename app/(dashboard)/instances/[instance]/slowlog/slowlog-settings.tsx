'use client';

import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { describeSettings } from '@/lib/slowlog/describe-slowlog';
import { plural } from '@/lib/plural';
import { KIND_SETTINGS, unitOfKind } from '@/lib/redis/slowlog-kinds';
import type { SlowlogFacts } from '@/lib/schemas/slowlog';

/** What is logged and what is not, and the two settings that decide it; and the way to empty it. */
export function SlowlogSettings({
  facts,
  node,
  onChanged,
}: {
  facts: SlowlogFacts;
  /** The one that is shown; `null`: all. */
  node: string | null;
  onChanged: () => void;
}) {
  const [open, setOpen] = useState(false);
  const { threshold, maxLength } = KIND_SETTINGS[facts.kind];
  const unit = unitOfKind(facts.kind);
  const common = { node, facts, onChanged };
  return (
    <section className="rounded-lg border bg-surface px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="min-w-0 flex-1 basis-72 text-muted">{describeSettings(facts)}</p>
        <Button variant="quiet" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          Change …
        </Button>
        {facts.kind === 'slow' && (
          <ActionButton action="slowlog.reset" input={{ node: node ?? undefined }} onDone={onChanged} />
        )}
      </div>
      {open && (
        <div className="mt-2 flex flex-wrap gap-x-6 gap-y-3 border-t pt-3">
          <Setting {...common} name={threshold} label={`Threshold (${unit})`} least={-1} of="threshold" />
          <Setting
            {...common}
            name={maxLength}
            label="Entries that a server holds"
            least={0}
            of="maxLength"
          />
        </div>
      )}
    </section>
  );
}

function Setting({
  name,
  label,
  least,
  of,
  node,
  facts,
  onChanged,
}: {
  name: string;
  label: string;
  least: number;
  of: 'threshold' | 'maxLength';
  node: string | null;
  facts: SlowlogFacts;
  onChanged: () => void;
}) {
  const before = [...new Set(facts.settings.map((each) => each[of]))];
  const present = before.length === 1 ? before[0]! : null;
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? (present === null ? '' : String(present));
  const value = Number(shown);
  const isUsable = shown !== '' && Number.isInteger(value) && value >= least;
  return (
    <div className="flex items-end gap-2">
      <label className="space-y-1">
        <span className="block text-xs text-muted">{label}</span>
        <Input
          type="number"
          min={least}
          className="w-40 font-mono"
          value={shown}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <ActionButton
        action="config.set"
        input={{ name, value: isUsable ? value : least, node: node ?? undefined }}
        label={`Change ${of === 'threshold' ? 'threshold' : 'length'}`}
        disabledBecause={
          !isUsable ? `A whole number from ${least}` : value === present ? 'It is so already' : null
        }
        preview={<Before facts={facts} of={of} node={node} value={value} />}
        onDone={() => {
          setText(null);
          onChanged();
        }}
      />
    </div>
  );
}

/** The value before and after, node by node where they differ. */
function Before({
  facts,
  of,
  node,
  value,
}: {
  facts: SlowlogFacts;
  of: 'threshold' | 'maxLength';
  node: string | null;
  value: number;
}) {
  const told = facts.settings.filter((each) => node === null || each.node === node);
  const same = new Set(told.map((each) => each[of])).size === 1;
  const nodes = facts.keeping.length;
  return (
    <div className="space-y-1 text-sm">
      {told.length === 0 && <p>The present value cannot be read.</p>}
      {(same ? told.slice(0, 1) : told).map((each) => (
        <p key={each.node}>
          {same ? `Now on ${plural(nodes, 'node')}` : <span className="font-mono">{each.node}</span>}:{' '}
          <span className="font-mono">{each[of] ?? 'unknown'}</span> →{' '}
          <span className="font-mono">{value}</span>
        </p>
      ))}
      {of === 'threshold' && value === 0 && (
        <p className="text-warning">
          Every command will be logged: the log holds only the last moments then, and nothing slow stays in
          it.
        </p>
      )}
      {of === 'threshold' && value < 0 && <p className="text-warning">Nothing will be logged any more.</p>}
    </div>
  );
}
