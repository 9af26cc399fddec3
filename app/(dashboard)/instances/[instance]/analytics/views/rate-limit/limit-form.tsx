'use client';

import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import type { LimitResponse } from '@/lib/patterns/rate-limits/read';
import type { ThingHeader } from '@/lib/schemas/analytics';

type Field = LimitResponse['asks'][number];

/** What no key says: how many requests are allowed, in how long a time, and how fast tokens come back. */
export function LimitForm({
  thing,
  ways,
  asks,
  database,
  onSaved,
  onClose,
}: {
  thing: ThingHeader;
  ways: LimitResponse['ways'];
  asks: LimitResponse['asks'];
  database: number;
  onSaved: () => void;
  /** Left out where the page can say nothing without it. */
  onClose?: () => void;
}) {
  const [typed, setTyped] = useState<Partial<Record<Field, string>>>({});
  const buckets = ways.includes('token bucket');
  const fields = fieldsOf(ways, asks, thing.settings);
  const change = Object.fromEntries(
    Object.entries(typed).map(([field, text]) => [field, text.trim() === '' ? null : Number(text)]),
  );
  const valid = Object.values(change).every((value) => value === null || value > 0);
  const reason = Object.keys(change).length === 0 ? 'Type a number first' : valid ? null : 'Must be above 0';
  return (
    <section aria-label="Limit" className="rounded-lg border bg-surface px-4 py-3">
      <p className="text-muted">
        {buckets
          ? 'Redis keeps what is left in the buckets, not how large they are and how fast they fill up.'
          : 'Redis keeps the counts, not how many requests are allowed.'}{' '}
        Type it in once, for everybody at this instance.
      </p>
      <div className="mt-3 flex flex-wrap items-end gap-3">
        {fields.map((field) => (
          <label key={field} className="w-44 space-y-1 max-sm:w-full">
            <span className="block text-xs text-muted">{labelOf(field, buckets)}</span>
            <Input
              type="number"
              min={0}
              step="any"
              value={typed[field] ?? thing.settings[field] ?? ''}
              onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
            />
          </label>
        ))}
        <ActionButton
          action="thing.change"
          input={{ db: database, thing: thing.id, ...change }}
          label="Save limit"
          variant="primary"
          disabledBecause={reason}
          onDone={onSaved}
        />
        {onClose && (
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
        )}
      </div>
    </section>
  );
}

/** What makes sense here: a bucket has no window, and most names or expiries tell how long theirs is. */
function fieldsOf(
  ways: LimitResponse['ways'],
  asks: LimitResponse['asks'],
  settings: ThingHeader['settings'],
): Field[] {
  const fields: Field[] = ['limit'];
  if (asks.includes('windowSeconds') || settings.windowSeconds !== undefined || ways.includes('count'))
    fields.push('windowSeconds');
  if (ways.includes('token bucket')) fields.push('refillPerSecond');
  return fields;
}

function labelOf(field: Field, buckets: boolean): string {
  if (field === 'limit') return buckets ? 'Capacity (tokens)' : 'Limit (requests)';
  return field === 'windowSeconds' ? 'Window (seconds)' : 'Tokens back per second';
}
