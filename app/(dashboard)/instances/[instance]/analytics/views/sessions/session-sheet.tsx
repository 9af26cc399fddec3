'use client';

import { useState, type ReactNode } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { useLive } from '@/components/live/live-provider';
import { Dialog } from '@/components/ui/dialog';
import { Select } from '@/components/ui/input';
import { Moment } from '@/components/ui/moment';
import { toShown } from '@/components/ui/wire-name';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { formatAgo, formatBytes, formatCount } from '@/lib/format';
import type { SessionRow } from '@/lib/patterns/sessions/model';
import type { SessionsResponse } from '@/lib/patterns/sessions/read';
import type { ThingData } from '../view-props';
import { RevokePreview } from './revoke-preview';
import { EndsIn, toRevoke, type SessionAddress } from './session-columns';
import { SessionContent } from './session-content';

const SPANS = [
  { seconds: 1_800, label: '30 minutes' },
  { seconds: 3_600, label: '1 hour' },
  { seconds: 21_600, label: '6 hours' },
  { seconds: 86_400, label: '1 day' },
  { seconds: 604_800, label: '7 days' },
];

/** One session beside the table. Which one stands nowhere in the URL: with its id one could be that user. */
export function SessionSheet({
  row,
  at,
  address,
  onClose,
  onChanged,
}: {
  row: SessionRow;
  at: number;
  address: SessionAddress;
  onClose: () => void;
  onChanged: () => void;
}) {
  const { instance } = useLive();
  const [seconds, setSeconds] = useState(3_600);
  const query = new URLSearchParams({
    thing: address.thing,
    key: row.key,
    count: '1',
    ...(address.db > 0 && { db: String(address.db) }),
  });
  const path = `/api/instances/${instance.id}/analytics/sessions?${query}`;
  const { data, error, refresh } = useRefreshed<ThingData<SessionsResponse> | null>(path, null, null, true);
  const known = data?.view.session?.row ?? row;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      side="right"
      title={<span className="font-mono text-sm">{row.id}</span>}
      description={known.user === null ? 'Nobody says whose session it is' : `of ${toShown(known.user)}`}
    >
      <div className="min-h-0 flex-1 space-y-5 overflow-y-auto px-5 pt-4 pb-6">
        <Facts row={known} at={data?.at ?? at} />
        <div className="flex flex-wrap items-center gap-2">
          <Select
            aria-label="How long from now"
            value={seconds}
            onChange={(event) => setSeconds(Number(event.target.value))}
            className="w-auto"
          >
            {SPANS.map(({ seconds: value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
          <ActionButton
            action="session.extend"
            input={{ ...address, key: row.key, seconds }}
            disabledBecause={whyNotExtended(known)}
            onDone={() => {
              void refresh();
              onChanged();
            }}
          />
          <ActionButton
            action="session.revoke"
            input={{ ...address, sessions: [toRevoke(known)] }}
            variant="danger"
            preview={<RevokePreview sessions={[known]} />}
            onDone={() => {
              onClose();
              onChanged();
            }}
          />
        </div>
        <SessionContent data={data} error={error} />
      </div>
    </Dialog>
  );
}

function whyNotExtended({ extendable, ttlMs }: SessionRow): string | null {
  if (ttlMs === null) return 'It never expires';
  return extendable ? null : 'Such a session ends by what it holds, whatever its TTL';
}

function Facts({ row, at }: { row: SessionRow; at: number }) {
  const moment = (value: number | null): ReactNode =>
    value !== null && (
      <>
        <Moment at={value} now={at} /> <span className="text-muted">· {formatAgo(value, at)}</span>
      </>
    );
  const facts: [string, ReactNode][] = [
    ['Began', moment(row.createdAt)],
    ['Last seen', moment(row.lastSeenAt)],
    ['Ends in', <EndsIn key="ends" row={row} at={at} />],
    ['Its own end', row.expiresAt !== null && <Moment at={row.expiresAt} now={at} />],
    ['Address', row.ip !== null && <span className="font-mono text-xs">{row.ip}</span>],
    ['With', row.agent],
    ['Stored as', row.form],
    ['Size', row.fields === null ? formatBytes(row.sizeBytes) : `${formatCount(row.fields)} fields`],
  ];
  return (
    <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
      {facts.map(
        ([label, value]) =>
          value !== null &&
          value !== false && (
            <div key={label} className="contents">
              <dt className="text-muted">{label}</dt>
              <dd className="min-w-0 truncate">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
