'use client';

import { useState } from 'react';
import { Input, Select } from '@/components/ui/input';

const UNITS = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };
type Unit = keyof typeof UNITS;

/** A span of time as a number and its unit. */
export function DurationField({
  label,
  seconds,
  least = 1,
  onChange,
}: {
  label: string;
  /** What it begins with; later it is what was typed. */
  seconds: number | null;
  /** 0: none is fine too. */
  least?: 0 | 1;
  /** `null`: what is typed is no span. */
  onChange: (seconds: number | null) => void;
}) {
  const [unit, setUnit] = useState<Unit>(() => largestUnit(seconds ?? 0));
  const [typed, setTyped] = useState(() => String((seconds ?? 0) / UNITS[largestUnit(seconds ?? 0)]));
  const change = (text: string, in_: Unit) => {
    setTyped(text);
    setUnit(in_);
    const value = Math.round(Number(text) * UNITS[in_]);
    onChange(text.trim() !== '' && Number.isFinite(value) && value >= least ? value : null);
  };
  return (
    <div className="space-y-1">
      <span className="block text-xs text-muted">{label}</span>
      <div className="flex gap-2">
        <Input
          type="number"
          min={least}
          step="any"
          aria-label={label}
          value={typed}
          onChange={(event) => change(event.target.value, unit)}
          className="w-24"
        />
        <Select
          aria-label={`${label}: unit`}
          value={unit}
          onChange={(event) => change(typed, event.target.value as Unit)}
          className="w-auto"
        >
          {Object.keys(UNITS).map((each) => (
            <option key={each}>{each}</option>
          ))}
        </Select>
      </div>
    </div>
  );
}

/** The largest unit that says it without a fraction. */
const largestUnit = (seconds: number): Unit =>
  (['days', 'hours', 'minutes'] as const).find((unit) => seconds > 0 && seconds % UNITS[unit] === 0) ??
  'seconds';
