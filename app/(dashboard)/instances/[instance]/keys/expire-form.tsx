'use client';

import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { KeyNames } from '@/components/ui/key-names';
import { formatCount, formatDuration } from '@/lib/format';
import { DurationField } from './duration-field';

/** Gives keys a time to live, or another one. */
export function ExpireForm({
  database,
  keys,
  onDone,
}: {
  database: number;
  keys: readonly string[];
  onDone: () => void;
}) {
  const [seconds, setSeconds] = useState<number | null>(3_600);
  const many = keys.length === 1 ? 'it' : `${formatCount(keys.length)} keys`;
  return (
    <div className="flex w-full flex-wrap items-end gap-2">
      <DurationField label="Ends in" seconds={seconds} onChange={setSeconds} />
      <ActionButton
        action="key.expire"
        input={{ db: database, keys: [...keys], seconds: seconds ?? 1 }}
        label={seconds === null ? 'Set time to live' : `Let ${many} end in ${formatDuration(seconds)}`}
        variant="primary"
        disabledBecause={seconds === null ? 'Say how long.' : null}
        preview={<KeyNames keys={keys} />}
        onDone={onDone}
      />
    </div>
  );
}
