'use client';

import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Select } from '@/components/ui/input';
import { PACE_WORDS, type Pace } from './pace-words';

/** Changes the pace of an analysis that runs; what a choice means is said before it is made. */
export function PacePicker({
  analysis,
  pace,
  onChanged,
}: {
  analysis: { db: number; id: number };
  /** At which it runs. */
  pace: Pace;
  onChanged: () => void;
}) {
  const [chosen, setChosen] = useState(pace);
  return (
    <>
      <Select
        aria-label="Pace"
        title={PACE_WORDS[chosen].explains}
        value={chosen}
        onChange={(event) => setChosen(event.target.value as Pace)}
        className="w-auto"
      >
        {(['gentle', 'normal', 'fast'] as const).map((each) => (
          <option key={each} value={each}>
            {PACE_WORDS[each].label}
          </option>
        ))}
      </Select>
      {chosen !== pace && (
        <ActionButton
          action="analysis.pace"
          input={{ ...analysis, pace: chosen }}
          label="Change pace"
          variant="primary"
          onDone={onChanged}
        />
      )}
    </>
  );
}
