'use client';

import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { KeyNames } from '@/components/ui/key-names';
import { formatDuration } from '@/lib/format';
import { DurationField } from '../duration-field';

/** Gives a key a time to live, or another one. */
export function ExpireForm({
  address,
  onDone,
}: {
  address: { db: number; key: string };
  onDone: () => void;
}) {
  const [seconds, setSeconds] = useState<number | null>(3_600);
  return (
    <div className="flex w-full flex-wrap items-end gap-2 rounded-lg border bg-surface px-4 py-3">
      <DurationField label="Ends in" seconds={seconds} onChange={setSeconds} />
      <ActionButton
        action="key.expire"
        input={{ ...address, seconds: seconds ?? 1 }}
        label={seconds === null ? 'Set time to live' : `Let it end in ${formatDuration(seconds)}`}
        variant="primary"
        disabledBecause={seconds === null ? 'Say how long.' : null}
        preview={<KeyNames keys={[address.key]} />}
        onDone={onDone}
      />
    </div>
  );
}
