'use client';

import { useMemo, useState, type ReactNode } from 'react';
import { Segmented } from '@/components/ui/segmented';
import { Skeleton } from '@/components/ui/skeleton';
import { formatBytes } from '@/lib/format';
import type { ContentView } from '@/lib/keyspace/content-views';
import type { ShownValue } from '@/lib/keyspace/shown-value';
import { HexDump } from './hex-dump';
import { JsonTree } from './json-tree';
import { parseExactJson } from './parse-exact-json';
import { VIEW_LABELS } from './view-tabs';
import { kindOfValue, looksOf, type ValueLook } from './value-kind';

/** What the looks that are offered say already. */
const OBVIOUS: ReadonlySet<string> = new Set(['json', 'text']);

const LABELS: Record<ValueLook, string> = { json: 'JSON', text: 'Text', hex: 'Hex' };

/** A value in full: as a tree, as text, or as the bytes that are stored. */
export function ValuePanel({
  value,
  from = 0,
  raw,
  onRaw,
  others = [],
  onOther,
  aside,
}: {
  value: ShownValue;
  /** The byte at which what is shown begins. */
  from?: number;
  /** Whether the stored bytes were asked for. */
  raw: boolean;
  onRaw: (asked: boolean) => void;
  /** Ways to read the key that are no look at its value. */
  others?: readonly ContentView[];
  onOther?: (view: ContentView) => void;
  /** Beside the looks. */
  aside?: ReactNode;
}) {
  const parsed = useMemo(
    () => (value.form === 'json' || value.form === 'messagepack' ? parseExactJson(value.text) : undefined),
    [value.form, value.text],
  );
  // What is cut is no JSON any more.
  const looks = looksOf(value).filter((look) => look !== 'json' || parsed !== undefined);
  const [chosen, setChosen] = useState<ValueLook | null>(null);
  const isBinary = value.form === 'binary';
  const look = raw || isBinary ? 'hex' : chosen && looks.includes(chosen) ? chosen : looks[0]!;
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {looks.length + others.length > 1 && (
          <Segmented
            label="Show the value as"
            value={look as ValueLook | ContentView}
            onChange={(next) => {
              if (!isLook(next)) return onOther?.(next);
              setChosen(next);
              onRaw(next === 'hex');
            }}
            options={[
              ...looks.map((each) => ({ value: each, label: LABELS[each] })),
              ...others.map((each) => ({ value: each, label: VIEW_LABELS[each] })),
            ]}
          />
        )}
        <p className="text-sm text-muted">
          {(value.wrappers.length > 0 || !OBVIOUS.has(value.form)) && kindOfValue(value)}
          {value.note && `: ${value.note}`}
          {value.unpackedBytes !== null && `, ${formatBytes(value.unpackedBytes)} unpacked`}
        </p>
        {aside}
      </div>
      {look === 'hex' && <Raw value={value} from={from} asked={raw} onAsk={() => onRaw(true)} />}
      {look === 'json' && <JsonTree value={parsed} />}
      {look === 'text' && <Text text={value.text} />}
    </div>
  );
}

const isLook = (chosen: ValueLook | ContentView): chosen is ValueLook =>
  chosen === 'text' || chosen === 'hex' || (chosen as ValueLook) === 'json';

function Text({ text }: { text: string }) {
  if (text === '') return <p className="py-4 text-muted">It is empty: no byte at all.</p>;
  return (
    <pre
      role="group"
      tabIndex={0}
      aria-label="Text of the value"
      className="max-h-[60vh] overflow-auto rounded-md border bg-sunken px-4 py-3 font-mono text-xs leading-5 break-words whitespace-pre-wrap"
    >
      {text}
    </pre>
  );
}

function Raw({
  value,
  from,
  asked,
  onAsk,
}: {
  value: ShownValue;
  from: number;
  asked: boolean;
  onAsk: () => void;
}) {
  const bytes = useMemo(
    () => (value.raw === null ? null : atob(value.raw.replaceAll('-', '+').replaceAll('_', '/'))),
    [value.raw],
  );
  if (bytes !== null) return <HexDump bytes={bytes} from={from} />;
  if (asked) return <Skeleton className="h-60" />;
  return (
    <>
      <Text text={value.text} />
      <button type="button" onClick={onAsk} className="text-sm text-accent hover:underline">
        Show all bytes that were read
      </button>
    </>
  );
}
