import { WireName } from '@/components/ui/wire-name';
import { formatAgo, formatDuration } from '@/lib/format';
import type { PresenceResponse } from '@/lib/patterns/presence/read';

/** Whether the one who was looked for is online, in a sentence or two. */
export function FoundUser({
  wanted,
  found,
  beating,
  pending,
  at,
}: {
  wanted: string;
  found: PresenceResponse['found'];
  beating: boolean;
  pending: boolean;
  /** When it was read: Unix milliseconds. */
  at: number;
}) {
  if (pending || found === null) return <p className="mt-3 text-muted">Looking …</p>;
  const { online, seenAt, aliveForMs } = found;
  const name = <WireName wire={wanted} className="font-medium" />;
  return (
    <div role="status" className="mt-3 space-y-1">
      <p>
        {name} {online ? 'is on the set' : aliveForMs === null ? 'is not online' : 'is on no set'}
        {beating && online && aliveForMs === null && ', and stuck there: there is no heartbeat'}.
      </p>
      {aliveForMs !== null && (
        <p className="text-muted">
          {seenAt !== null && `Last sign of life ${formatAgo(seenAt, at)}; `}
          {seenAt === null ? 'The' : 'the'} heartbeat ends in {formatDuration(Math.ceil(aliveForMs / 1000))}.
        </p>
      )}
    </div>
  );
}
