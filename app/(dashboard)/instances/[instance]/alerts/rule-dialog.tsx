'use client';

import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Dialog } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import { Moment } from '@/components/ui/moment';
import { formatValue } from '@/lib/format';
import type { Unit } from '@/lib/metrics/catalogue';
import type { RuleEntry } from '@/lib/schemas/alerts';

const LEVELS = ['warning', 'critical'] as const;

/** What is typed and what it means: ratios are typed in percent. */
const scaleOf = (unit: Unit) => (unit === 'ratio' ? 100 : 1);
const typedOf = (value: number | null, unit: Unit) =>
  value === null ? '' : String(Number((value * scaleOf(unit)).toPrecision(12)));

const SUFFIXES: Partial<Record<Unit, string>> = {
  ratio: '%',
  bytes: 'bytes',
  bytesPerSecond: 'bytes/s',
  perSecond: 'per second',
  seconds: 'seconds',
  microseconds: 'µs',
  factor: '×',
};

/** Numbers as they are typed, `null` for an empty field; `undefined` where one is no number. */
function parse(typed: string, unit: Unit): number | null | undefined {
  if (typed.trim() === '') return null;
  const value = Number(typed.replace(',', '.'));
  return Number.isFinite(value) && value >= 0 ? value / scaleOf(unit) : undefined;
}

/** One rule: its thresholds to change, and the switch that turns it off. */
export function RuleDialog({
  rule,
  now,
  onDone,
  onClose,
}: {
  rule: RuleEntry;
  now: number;
  onDone: () => void;
  onClose: () => void;
}) {
  const { thresholds, changed, off } = rule;
  const [typed, setTyped] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      thresholds.flatMap(({ name, unit, inForce }) =>
        LEVELS.map((level) => [`${name} ${level}`, typedOf(inForce[level], unit)]),
      ),
    ),
  );
  const parsed = thresholds.map(({ name, unit }) => ({
    name,
    warning: parse(typed[`${name} warning`]!, unit),
    critical: parse(typed[`${name} critical`]!, unit),
  }));
  const wrong = parsed.some(({ warning, critical }) => warning === undefined || critical === undefined);
  const levels = Object.fromEntries(
    parsed.map(({ name, warning, critical }) => [
      name,
      { warning: warning ?? null, critical: critical ?? null },
    ]),
  );
  const changes = thresholds.flatMap(({ name, label, unit, inForce }) =>
    LEVELS.filter((level) => (levels[name]![level] ?? null) !== inForce[level]).map((level) => ({
      name: `${label}, ${level}`,
      from: inForce[level] === null ? 'none' : formatValue(inForce[level], unit),
      to: levels[name]![level] === null ? 'none' : formatValue(levels[name]![level], unit),
    })),
  );
  const done = () => {
    onDone();
    onClose();
  };
  return (
    <Dialog open onOpenChange={onClose} title={rule.title} description={rule.condition}>
      <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-5 pt-3 pb-5">
        {thresholds.map(({ name, label, unit, byDefault }) => (
          <fieldset key={name} className="grid grid-cols-2 gap-x-3 gap-y-1.5">
            <legend className="mb-1.5 text-sm font-medium">{label}</legend>
            {LEVELS.map((level) => (
              <label key={level} className="space-y-1 text-sm">
                <span className="text-muted">
                  {level === 'warning' ? 'Warning' : 'Critical'} {SUFFIXES[unit] && `(${SUFFIXES[unit]})`}
                </span>
                <Input
                  aria-label={`${label}, ${level}`}
                  inputMode="decimal"
                  placeholder="none"
                  value={typed[`${name} ${level}`]}
                  onChange={(event) => setTyped({ ...typed, [`${name} ${level}`]: event.target.value })}
                />
                <span className="text-xs text-faint">
                  default: {byDefault[level] === null ? 'none' : formatValue(byDefault[level], unit)}
                </span>
              </label>
            ))}
          </fieldset>
        ))}
        <p className="text-sm text-muted">
          {thresholds.length === 0
            ? 'This rule has no thresholds. '
            : 'Leave a field empty for no threshold. '}
          Source of the defaults: {rule.reference}.
          {changed && (
            <>
              {' '}
              Changed by {changed.person}, <Moment at={changed.at} now={now} />.
            </>
          )}
        </p>
        <div className="flex flex-wrap gap-2">
          {thresholds.length > 0 && (
            <ActionButton
              action="rule.set"
              label="Change thresholds"
              variant="primary"
              input={{ rule: rule.id, levels }}
              disabledBecause={
                wrong
                  ? 'Type numbers that are not negative.'
                  : changes.length === 0
                    ? 'These thresholds are in force.'
                    : null
              }
              preview={
                <ul className="space-y-1">
                  {changes.map(({ name, from, to }) => (
                    <li key={name} className="flex flex-wrap gap-x-2">
                      <span className="text-muted">{name}:</span>
                      <span className="tabular-nums">
                        {from} → {to}
                      </span>
                    </li>
                  ))}
                </ul>
              }
              onDone={done}
            />
          )}
          {!off && (
            <ActionButton
              action="rule.set"
              label="Turn rule off"
              input={{ rule: rule.id, off: true, levels: null }}
              onDone={done}
            />
          )}
          {changed && (
            <ActionButton
              action="rule.set"
              label="Restore defaults"
              input={{ rule: rule.id, levels: null }}
              onDone={done}
            />
          )}
        </div>
      </div>
    </Dialog>
  );
}
