import { Notice } from '@/components/ui/notice';
import { formatCount } from '@/lib/format';
import type { AnalysisAnswer } from '@/lib/keyspace/analysis-schema';
import type { AnalysisView } from '@/lib/keyspace/analysis-view-schema';

/** What the numbers leave out: keys that the ACL keeps back, and commands that it refuses. */
export function NotSeen({
  result: { noAccess, unmeasuredKeys },
  refusals,
}: {
  result: AnalysisView;
  refusals: NonNullable<AnalysisAnswer['analysis']>['refusals'];
}) {
  return (
    <>
      {refusals.map(({ message, line }) => (
        <Notice key={line ?? message} severity="info" title={message} line={line}>
          {unmeasuredKeys > 0 && /memory/i.test(message)
            ? `${formatCount(unmeasuredKeys)} keys are counted, but not measured: their bytes are missing everywhere below.`
            : 'What it would have told is missing below.'}
        </Notice>
      ))}
      {noAccess.keys > 0 && (
        <Notice
          severity="info"
          title={`No access to ${formatCount(noAccess.keys)} keys: your ACL does not cover their names.`}
        >
          <p>They are counted here and nowhere else. Most of them:</p>
          <ul className="mt-1 flex flex-wrap gap-x-5 gap-y-1">
            {noAccess.prefixes.map(({ label, keys }) => (
              <li key={label}>
                <span className="font-mono text-xs text-ink">{label || 'all names'}</span> {formatCount(keys)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
