'use client';

import { useMemo, useState, type ReactNode } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Input, Select } from '@/components/ui/input';
import { PATTERNS, type PatternId } from '@/lib/patterns/pattern-ids';
import { compileTemplate } from '@/lib/patterns/template';
import type { PatternsResponse } from '@/lib/schemas/own-patterns';

/** A name rule and what its keys are like; what is wrong is said while it is typed. */
export function DescribeForm({
  known,
  database,
  template: first,
  onDone,
}: {
  known: PatternsResponse['known'];
  database: number;
  template: string;
  onDone: () => void;
}) {
  const [template, setTemplate] = useState(first);
  const [name, setName] = useState('');
  const [pattern, setPattern] = useState<PatternId>('counters');
  const offered = useMemo(() => known.filter((layout) => layout.pattern === pattern), [known, pattern]);
  const [chosen, setChosen] = useState('');
  const like = offered.find((layout) => layout.like === chosen) ?? offered[0];
  const trouble = troubleOf(template, name, like?.clock ?? null);
  return (
    <div className="space-y-3">
      <p className="max-w-3xl text-muted">
        Write the names of your keys with a field in braces for each part that differs: fields tell one thing
        from another; <code className="font-mono text-xs">{'{bucket:YYYYMMDD}'}</code> is a day, and a field
        whose name begins with <code className="font-mono text-xs">each</code> has many values within one
        thing.
      </p>
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Names like" wide>
          <Input
            value={template}
            placeholder="shop:{store}:orders:{bucket:YYYYMMDD}"
            onChange={(event) => setTemplate(event.target.value)}
            className="font-mono"
          />
        </Field>
        <Field label="Called">
          <Input
            value={name}
            placeholder="shop-orders"
            onChange={(event) => setName(event.target.value)}
            className="font-mono"
          />
        </Field>
        <Field label="What they are">
          <Select value={pattern} onChange={(event) => setPattern(event.target.value as PatternId)}>
            {[...new Set(known.map((layout) => layout.pattern))].map((id) => (
              <option key={id} value={id}>
                {PATTERNS[id].label}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Values like those of" wide>
          <Select value={like?.like ?? ''} onChange={(event) => setChosen(event.target.value)}>
            {offered.map(({ like: id, template: shape, encoding }) => (
              <option key={id} value={id}>
                {shape} — {encoding}
              </option>
            ))}
          </Select>
        </Field>
        <ActionButton
          action="pattern.describe"
          input={{ db: database, id: name, template, pattern, like: like?.like ?? '' }}
          label="Recognise them"
          variant="primary"
          disabledBecause={trouble}
          onDone={onDone}
        />
      </div>
      {template !== '' && trouble && (
        <p role="status" className="text-sm text-warning">
          {trouble}
        </p>
      )}
    </div>
  );
}

function troubleOf(template: string, name: string, clock: string | null): string | null {
  if (template === '') return 'Say how the names look.';
  try {
    const { fields } = compileTemplate(template);
    if (clock && !fields.includes('bucket'))
      return `Such keys have a time in their names: add {bucket:${clock}}.`;
  } catch (error) {
    const { message } = error as Error;
    return `${message[0]!.toUpperCase()}${message.slice(1)}.`;
  }
  return /^[a-z0-9][a-z0-9-]{0,39}$/.test(name)
    ? null
    : 'Give it a name of small letters, digits and hyphens: it begins the address of its things.';
}

const Field = ({ label, wide, children }: { label: string; wide?: boolean; children: ReactNode }) => (
  <label className={wide ? 'w-full space-y-1 sm:w-96' : 'w-full space-y-1 sm:w-48'}>
    <span className="block text-xs text-muted">{label}</span>
    {children}
  </label>
);
