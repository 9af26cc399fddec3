'use client';

import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Input } from '@/components/ui/input';
import type { MonitorState } from './describe-monitor';

/** What Redis' documentation takes for its example, and an application would notice. */
const USUAL_MS = 100;

/** Turns the latency monitor on from a threshold, and off again. */
export function ThresholdForm({
  state,
  target,
  onDone,
}: {
  state: MonitorState;
  target: { node: string | undefined };
  onDone: () => void;
}) {
  const [typed, setTyped] = useState(String(USUAL_MS));
  const thresholdMs = /^[1-9]\d{0,5}$/.test(typed) ? Number(typed) : null;
  return (
    <>
      <label className="flex items-center gap-1.5">
        <span className="text-muted">From</span>
        <Input
          className="w-20 text-right"
          inputMode="numeric"
          aria-label="Threshold in milliseconds"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <span className="text-muted">ms</span>
      </label>
      <ActionButton
        action="latency.monitor"
        input={{ ...target, thresholdMs: thresholdMs ?? USUAL_MS }}
        label={state === 'on' ? 'Change threshold' : 'Turn monitor on'}
        disabledBecause={thresholdMs === null ? 'Type whole milliseconds, at least 1.' : null}
        onDone={onDone}
      />
      {(state === 'on' || state === 'mixed') && (
        <ActionButton
          action="latency.monitor"
          input={{ ...target, thresholdMs: 0 }}
          label="Turn monitor off"
          onDone={onDone}
        />
      )}
    </>
  );
}
