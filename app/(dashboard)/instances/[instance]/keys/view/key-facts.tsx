'use client';

import { Moment } from '@/components/ui/moment';
import { Quantity } from '@/components/ui/quantity';
import { StatStrip } from '@/components/ui/stat-strip';
import { formatCount, formatDuration, UNKNOWN } from '@/lib/format';
import type { KeyMetaResponse } from '@/lib/keyspace/keys-schema';

/** How long it lives, how large it is, how it is used, and where it lies. */
export function KeyFacts({ meta, now }: { meta: KeyMetaResponse; now: number }) {
  const { bytes, length, slot, node, refused } = meta;
  const isUnknown = (value: unknown, command: string) =>
    value === null && refused[command] ? <Missing refusal={refused[command]} command={command} /> : undefined;
  return (
    <StatStrip
      stats={[
        {
          label: 'Ends in',
          value: <Countdown meta={meta} now={now} />,
          note: isUnknown(meta.expires, 'pttl') ?? <EndsAt meta={meta} now={now} />,
        },
        {
          label: 'Memory',
          value: <Quantity value={bytes} unit="bytes" />,
          note: isUnknown(bytes, 'memory|usage') ?? 'with its name and overhead',
        },
        {
          label: 'Length',
          value: formatCount(length),
          note: nounOf(meta.type, length),
        },
        useOf(meta, isUnknown),
        ...(slot === null ? [] : [{ label: 'Slot', value: formatCount(slot), note: node }]),
      ]}
    />
  );
}

function Countdown({ meta: { expires, expiresAt }, now }: { meta: KeyMetaResponse; now: number }) {
  if (expires === null) return UNKNOWN;
  if (!expires || expiresAt === null) return 'never';
  const seconds = Math.max(0, Math.ceil((expiresAt - now) / 1000));
  return (
    <span role="timer" className={seconds < 60 ? 'text-warning' : undefined}>
      {seconds === 0 ? 'now' : formatDuration(seconds)}
    </span>
  );
}

function EndsAt({ meta: { expires, expiresAt, policy }, now }: { meta: KeyMetaResponse; now: number }) {
  if (expires === false) {
    return policy?.startsWith('allkeys') ? 'but it may be evicted' : 'no time to live';
  }
  if (expiresAt === null) return null;
  return (
    <>
      at <Moment at={expiresAt} now={now} />
    </>
  );
}

/** Since when nobody used it, or how often it is used: the eviction policy says which of them the server counts. */
function useOf(meta: KeyMetaResponse, missing: (value: unknown, command: string) => React.ReactNode) {
  const { idleSeconds, frequency, policy, touches } = meta;
  if (policy?.includes('lfu')) {
    return {
      label: 'Used',
      value: frequency ?? UNKNOWN,
      note: missing(frequency, 'object|freq') ?? 'of 255, a logarithm of how often',
    };
  }
  return {
    label: 'Idle for',
    value: formatDuration(idleSeconds) || '0 s',
    note:
      missing(idleSeconds, 'object|idletime') ??
      (touches ? 'looking at it counts as use here' : 'since it was last used'),
  };
}

const Missing = ({ refusal, command }: { refusal: { message: string; line?: string }; command: string }) => (
  <span title={[refusal.message, refusal.line].filter(Boolean).join('\n')}>
    needs <code className="font-mono">+{command}</code>
  </span>
);

const NOUNS: Readonly<Record<string, [one: string, many: string]>> = {
  string: ['byte', 'bytes'],
  list: ['element', 'elements'],
  set: ['member', 'members'],
  zset: ['member', 'members'],
  hash: ['field', 'fields'],
  stream: ['entry', 'entries'],
};

const nounOf = (type: string | null, length: number | null): string | undefined =>
  length === null ? undefined : NOUNS[type ?? '']?.[length === 1 ? 0 : 1];
