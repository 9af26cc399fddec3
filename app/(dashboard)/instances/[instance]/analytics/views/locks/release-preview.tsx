import type { LockRow } from '@/lib/patterns/locks/read';
import { formatDuration } from '@/lib/format';

/** Whose lock is about to be taken, and what cannot be told of it. */
export function ReleasePreview({ lock }: { lock: LockRow }) {
  const { name, holder, kind, ttlMs, threads } = lock;
  return (
    <div className="space-y-2">
      <dl className="grid grid-cols-[5rem_minmax(0,1fr)] gap-x-3 gap-y-1 rounded-md border px-3 py-2 text-sm">
        <dt className="text-muted">Lock</dt>
        <dd className="font-mono text-xs leading-5 break-all">{name}</dd>
        <dt className="text-muted">Holder</dt>
        <dd className="font-mono text-xs leading-5 break-all">{holder}</dd>
        <dt className="text-muted">Time left</dt>
        <dd>{ttlMs === null ? 'never expires' : formatDuration(ttlMs / 1000)}</dd>
      </dl>
      {kind === 'word' && (
        <p className="text-sm text-muted">
          Every holder writes the same word, so it cannot be told whether this is still the same one.
        </p>
      )}
      {threads > 1 && <p className="text-sm text-muted">All {threads} threads that hold it lose it.</p>}
    </div>
  );
}
