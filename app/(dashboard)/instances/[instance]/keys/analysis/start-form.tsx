'use client';

import { useState, type ReactNode } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { useCapability } from '@/components/actions/capabilities-provider';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { Segmented } from '@/components/ui/segmented';
import { formatCount } from '@/lib/format';
import { PACE_WORDS, type Pace } from './pace-words';

/** The least sample that the server takes. */
const LEAST_SAMPLE = 1_000;
const USUAL_SAMPLE = 100_000;

const DETAIL_WORDS = {
  full: 'With encoding, length, and idle time or frequency: three more questions per key.',
  basic: 'Type, time to live and bytes of each key: the least work for the server.',
} as const;

/** How an analysis shall be made, with what each choice means; one button. */
export function StartForm({
  database,
  keys,
  busyBecause,
  onStarted,
}: {
  database: number;
  /** In the database, as far as it is known. */
  keys: number | null;
  /** Why none can be started just now. */
  busyBecause: string | null;
  onStarted: () => void;
}) {
  const [pace, setPace] = useState<Pace>('gentle');
  const [extent, setExtent] = useState<'whole' | 'sample'>('whole');
  const [typedKeys, setTypedKeys] = useState(String(USUAL_SAMPLE));
  const [detail, setDetail] = useState<'full' | 'basic'>('full');
  const [separators, setSeparators] = useState(':');
  const sampleKeys = extent === 'sample' ? Number(typedKeys) : null;
  const trouble =
    sampleKeys !== null && !(Number.isInteger(sampleKeys) && sampleKeys >= LEAST_SAMPLE)
      ? `A sample takes ${formatCount(LEAST_SAMPLE)} keys or more.`
      : troubleOf(separators);
  return (
    <div className="space-y-4">
      <Choice label="Pace" explains={PACE_WORDS[pace].explains}>
        <Segmented
          label="Pace"
          value={pace}
          onChange={setPace}
          options={(['gentle', 'normal', 'fast'] as const).map((value) => ({
            value,
            label: PACE_WORDS[value].label,
          }))}
        />
      </Choice>
      <Choice
        label="Extent"
        explains={
          extent === 'whole'
            ? `Every key${keys === null ? '' : `, ${formatCount(keys)} of them`}: the numbers are exact.`
            : sampleKeys !== null && keys !== null && sampleKeys >= keys
              ? `There are ${formatCount(keys)} keys: every one will be looked at.`
              : 'Estimates with 95 % intervals; the keys that are looked at are exact.'
        }
      >
        <Segmented
          label="Extent"
          value={extent}
          onChange={setExtent}
          options={[
            { value: 'whole', label: 'Every key' },
            { value: 'sample', label: 'A sample' },
          ]}
        />
        {extent === 'sample' && (
          <label className="flex items-center gap-2 text-sm">
            of
            <Input
              type="number"
              min={LEAST_SAMPLE}
              step={1_000}
              value={typedKeys}
              aria-label="Keys of the sample"
              onChange={(event) => setTypedKeys(event.target.value)}
              className="w-28"
            />
            keys
          </label>
        )}
      </Choice>
      <Choice label="Detail" explains={DETAIL_WORDS[detail]}>
        <Segmented
          label="Detail"
          value={detail}
          onChange={setDetail}
          options={[
            { value: 'full', label: 'Full' },
            { value: 'basic', label: 'Basic' },
          ]}
        />
      </Choice>
      <Choice label="Separators" explains="Each of these characters begins a new part of a name.">
        <Input
          aria-label="Separators"
          value={separators}
          maxLength={8}
          spellCheck={false}
          onChange={(event) => setSeparators(event.target.value)}
          className="w-28 font-mono"
        />
      </Choice>
      <WithoutBytes />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <ActionButton
          action="analysis.start"
          input={{ db: database, pace, detail, sampleKeys, separators }}
          variant="primary"
          disabledBecause={trouble ?? busyBecause}
          onDone={onStarted}
        />
        {(trouble ?? busyBecause) && (
          <p role="status" className="text-sm text-warning">
            {trouble ?? busyBecause}
          </p>
        )}
      </div>
    </div>
  );
}

/** Who may not ask for bytes learns it before and not after. */
function WithoutBytes() {
  const capability = useCapability('memory|usage');
  if (capability.state !== 'denied') return null;
  return (
    <Notice
      severity="info"
      title="You may not run MEMORY USAGE: keys would be counted, but not measured."
      line={capability.grant}
    />
  );
}

function troubleOf(separators: string): string | null {
  if (!/^[!-/:-@[\]^_`|~]+$/.test(separators)) return 'Separators are punctuation, such as : or /.';
  return new Set(separators).size < separators.length ? 'A separator stands there twice.' : null;
}

const Choice = ({
  label,
  explains,
  children,
}: {
  label: string;
  explains: ReactNode;
  children: ReactNode;
}) => (
  <div className="grid gap-x-4 gap-y-1 sm:grid-cols-[5.5rem_1fr]">
    <p className="text-sm text-muted sm:pt-1.5">{label}</p>
    <div className="space-y-1">
      <div className="flex flex-wrap items-center gap-2">{children}</div>
      <p className="text-sm text-muted">{explains}</p>
    </div>
  </div>
);
