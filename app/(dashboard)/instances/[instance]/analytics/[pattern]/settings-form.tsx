'use client';

import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Input, Select } from '@/components/ui/input';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { PatternId } from '@/lib/patterns/pattern-ids';
import type { ThingHeader } from '@/lib/schemas/analytics';

type Change = Omit<ActionInput<'thing.change'>, 'db' | 'thing' | 'confirm'>;
type NumberField = 'limit' | 'windowSeconds' | 'refillPerSecond' | 'stuckSeconds';

/** What can be said of a thing besides its name, by pattern. */
const FIELDS: Partial<Record<PatternId, readonly ('timeZone' | 'orientation' | NumberField)[]>> = {
  counters: ['timeZone'],
  uniques: ['timeZone'],
  'time-series': ['orientation'],
  queues: ['stuckSeconds'],
  'circuit-breakers': ['limit'],
  'rate-limits': ['limit', 'windowSeconds', 'refillPerSecond'],
};

const LABELS: Record<NumberField, string> = {
  limit: 'Limit (requests, tokens, failures)',
  windowSeconds: 'Window (seconds)',
  refillPerSecond: 'Tokens back per second',
  stuckSeconds: 'A job is stuck after (seconds)',
};

/** Corrects what was recognised, for everybody at the instance. */
export function SettingsForm({
  thing,
  database,
  instance,
  onChanged,
}: {
  thing: ThingHeader;
  database: number;
  instance: string;
  onChanged: () => void;
}) {
  const router = useRouter();
  const [change, setChange] = useState<Change>({});
  const current = { ...thing.settings, ...change };
  const fields = FIELDS[thing.pattern] ?? [];
  const address = { db: database, thing: thing.id };
  return (
    <div className="mt-3 flex flex-wrap items-end gap-3 border-t pt-3">
      <Field label="Name">
        <Input
          value={current.name ?? ''}
          placeholder={thing.title}
          onChange={(event) => setChange({ ...change, name: event.target.value || null })}
        />
      </Field>
      {fields.includes('timeZone') && (
        <Field label="Time zone of the buckets">
          <Select
            value={current.timeZone ?? 'UTC'}
            onChange={(event) => setChange({ ...change, timeZone: event.target.value })}
          >
            {['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')].map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </Select>
        </Field>
      )}
      {fields.includes('orientation') && (
        <Field label="The score is">
          <Select
            value={current.orientation ?? ''}
            onChange={(event) =>
              setChange({ ...change, orientation: (event.target.value || null) as Change['orientation'] })
            }
          >
            <option value="">as detected</option>
            <option value="score-is-time">the time</option>
            <option value="score-is-value">the value</option>
          </Select>
        </Field>
      )}
      {(Object.keys(LABELS) as NumberField[])
        .filter((field) => fields.includes(field))
        .map((field) => (
          <Field key={field} label={LABELS[field]}>
            <Input
              type="number"
              min={0}
              step="any"
              value={current[field] ?? ''}
              onChange={(event) =>
                setChange({
                  ...change,
                  [field]: event.target.value === '' ? null : Number(event.target.value),
                })
              }
            />
          </Field>
        ))}
      <ActionButton
        action="thing.change"
        input={{ ...address, ...change }}
        label="Save"
        variant="primary"
        disabledBecause={Object.keys(change).length === 0 ? 'Nothing has been changed' : null}
        onDone={onChanged}
      />
      <ActionButton
        action="thing.change"
        input={{ ...address, rejected: true }}
        label="This is something else"
        // This page is gone with it; there it can be taken back.
        onDone={() => router.push(`/instances/${instance}/analytics?tab=own&db=${database}`)}
      />
    </div>
  );
}

const Field = ({ label, children }: { label: string; children: ReactNode }) => (
  <label className="min-w-40 space-y-1">
    <span className="block text-xs text-muted">{label}</span>
    {children}
  </label>
);
