'use client';

import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { useLive } from '@/components/live/live-provider';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { KeyNames } from '@/components/ui/key-names';
import { Notice } from '@/components/ui/notice';
import { Segmented } from '@/components/ui/segmented';
import { toShown } from '@/components/ui/wire-name';
import { useWalk } from '@/lib/client/use-walk';
import { formatCount, formatDuration } from '@/lib/format';
import type { MatchingResponse } from '@/lib/keyspace/matching-schema';
import { DurationField } from './duration-field';
import type { Matching } from './matching-menu';
import { mergeMatching } from './merge-pages';
import { typeWord } from './type-badge';

const PACES = ['gentle', 'normal', 'fast'] as const;
type Pace = (typeof PACES)[number];

/** All of them are counted before anything is done to them. */
const notEnough = () => false;

/** Counts all keys that match and names some of them; then removes them, or lets them end. */
export function MatchingDialog({
  kind,
  matching,
  onClose,
  onDone,
}: {
  kind: 'unlink' | 'expire';
  matching: Matching;
  onClose: () => void;
  onDone: () => void;
}) {
  const { instance } = useLive();
  const [pace, setPace] = useState<Pace>('gentle');
  const [seconds, setSeconds] = useState<number | null>(3_600);
  const [spread, setSpread] = useState<number | null>(0);
  const { db, match, type, ttl } = matching;
  const search = new URLSearchParams({ db: String(db), match, ...(type && { type }), ...(ttl && { ttl }) });
  const walk = useWalk<MatchingResponse>(
    `/api/instances/${instance.id}/keys/matching?${search}`,
    null,
    mergeMatching,
    notEnough,
  );
  const { data } = walk;
  const isCounted = data !== null && data.cursor === null;
  const count = isCounted ? data.matched : null;
  const input = { ...matching, count, pace };
  const many = count === null ? 'all that match' : `${formatCount(count)} ${count === 1 ? 'key' : 'keys'}`;
  const why = count === 0 ? 'No key matches.' : walk.walking ? 'They are still being counted.' : null;
  const preview = data && (
    <div className="space-y-2">
      <Sample data={data} />
      {count === null && <p className="text-muted">They were not all counted: there may be many more.</p>}
    </div>
  );
  const finish = () => {
    onClose();
    onDone();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={kind === 'unlink' ? 'Remove all that match' : 'Set time to live of all that match'}
      description={
        <>
          <span className="font-mono text-xs break-all text-ink">{toShown(match)}</span>
          {type && `, only of type ${typeWord(type)}`}
          {ttl && ', only with the time left that was asked for'}
        </>
      }
    >
      <div className="min-h-0 space-y-4 overflow-y-auto px-5 pt-3 pb-5">
        {walk.error && (
          <Notice severity="warning" title={walk.error.message} line={walk.error.line}>
            {walk.error.remedy}
          </Notice>
        )}
        <Counted
          data={data}
          walking={walk.walking}
          onStop={walk.stop}
          onOn={() => walk.moreUntil(notEnough)}
        />
        {data && data.matched > 0 && <Sample data={data} />}
        {data && data.unsorted > 0 && (
          <p className="text-sm text-muted">
            {formatCount(data.unsorted)} more fit by name, but your user may not ask what they are: they stay.
          </p>
        )}
        {kind === 'expire' && (
          <div className="flex flex-wrap gap-4">
            <DurationField label="Ends in" seconds={seconds} onChange={setSeconds} />
            <DurationField
              label="Spread over another (so that not all end at once)"
              seconds={spread}
              least={0}
              onChange={setSpread}
            />
          </div>
        )}
        <div className="flex flex-wrap items-end justify-between gap-3">
          <div className="space-y-1">
            <span className="block text-xs text-muted">Pace: how much of the time Redis works on it</span>
            <Segmented
              label="Pace"
              value={pace}
              onChange={setPace}
              options={PACES.map((value) => ({ value, label: value }))}
            />
          </div>
          <div className="flex gap-2">
            <Button onClick={onClose}>Close</Button>
            {kind === 'unlink' ? (
              <ActionButton
                action="keys.unlink"
                input={input}
                label={`Remove ${many}`}
                variant="danger"
                disabledBecause={why}
                preview={preview}
                onDone={finish}
              />
            ) : (
              <ActionButton
                action="keys.expire"
                input={{ ...input, seconds: seconds ?? 1, spreadSeconds: spread ?? 0 }}
                label={`Let ${many} end${seconds === null ? '' : ` in ${formatDuration(seconds)}`}`}
                variant="danger"
                disabledBecause={why ?? (seconds === null || spread === null ? 'Say how long.' : null)}
                preview={preview}
                onDone={finish}
              />
            )}
          </div>
        </div>
      </div>
    </Dialog>
  );
}

function Counted({
  data,
  walking,
  onStop,
  onOn,
}: {
  data: MatchingResponse | null;
  walking: boolean;
  onStop: () => void;
  onOn: () => void;
}) {
  if (data === null) return <p className="text-muted">Counting…</p>;
  const { matched, scanned, total, cursor } = data;
  const isEnd = cursor === null;
  const share = isEnd ? 1 : total ? Math.min(0.99, scanned / total) : 0.03;
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-2xl tracking-tight">{formatCount(matched)}</span>
        <span className="text-muted" role="status">
          {isEnd
            ? `match, of ${formatCount(scanned)} names`
            : `match so far; ${formatCount(scanned)} of about ${formatCount(total)} names looked over`}
        </span>
        {!isEnd && (
          <Button size="small" variant="quiet" className="ml-auto" onClick={walking ? onStop : onOn}>
            {walking ? 'Stop counting' : 'Count on'}
          </Button>
        )}
      </div>
      <div className="h-1.5 overflow-hidden rounded-full bg-sunken" aria-hidden>
        <div className="h-full bg-accent" style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}

const Sample = ({ data: { sample, matched } }: { data: MatchingResponse }) => (
  <KeyNames keys={sample} total={matched} />
);
