import { Notice } from '@/components/ui/notice';
import { formatDuration } from '@/lib/format';
import type { ClientHistoryResponse } from '@/lib/schemas/client-history';

type Reading = ClientHistoryResponse['readings'][number];

/** Why nothing is recorded at some nodes, or less often than usual. */
export function ReadingNotices({ readings }: { readings: readonly Reading[] }) {
  const several = readings.length > 1;
  const troubled = readings.filter(({ error }) => error !== null);
  // In a Cluster the collector is refused everywhere for the same reason.
  const messages = [...new Set(troubled.map(({ error }) => error!.message))];
  const slow = readings.filter(({ state, everyMs }) => state === 'reading' && everyMs > 60_000);
  return (
    <>
      {messages.map((message) => {
        const same = troubled.filter(({ error }) => error!.message === message);
        const { state, error } = same[0]!;
        return (
          <Notice
            key={message}
            severity={state === 'failed' ? 'warning' : 'info'}
            title={several ? `${same.map(({ node }) => node).join(', ')}: ${message}` : message}
            line={error!.line}
          >
            {error!.remedy}
          </Notice>
        );
      })}
      {slow.map(({ node, everyMs, connected }) => (
        <p key={node} className="text-muted">
          {several && `${node}: `}
          {connected?.toLocaleString('en-US')} clients are many, so they are read every{' '}
          {formatDuration(everyMs / 1000)}; the list would hold the server up.
        </p>
      ))}
    </>
  );
}
