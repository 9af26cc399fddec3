import type { ReactNode } from 'react';
import { Notice } from '@/components/ui/notice';
import { formatCount } from '@/lib/format';
import type { AnalysisAnswer } from '@/lib/keyspace/analysis-schema';

type Analysis = NonNullable<AnalysisAnswer['analysis']>;

/** Why an analysis has no end, or does not go on just now: what happened, what stays, what to do. */
export function EndedNotice({ analysis, action }: { analysis: Analysis; action: ReactNode }) {
  const { state, error, seenKeys, nodes } = analysis;
  const kept =
    seenKeys > 0
      ? `The ${formatCount(seenKeys)} keys that were counted stay below, as a sample.`
      : 'No key was counted.';
  switch (state) {
    case 'reconnecting': {
      const lost = nodes.filter((node) => node.state === 'reconnecting');
      return (
        <Notice
          severity="warning"
          title={`No answer from ${lost.map(({ node }) => node).join(', ') || 'the server'}; it is being tried again.`}
        >
          It goes on where it was if the server still runs; after a restart or a failover it cannot.
          {lost.find((node) => node.error)?.error?.message}
        </Notice>
      );
    }
    case 'cancelled':
      // The page's own button begins another one.
      return <Notice severity="info" title={`It was cancelled. ${kept}`} />;
    case 'interrupted':
    case 'failed':
      return (
        <Notice
          severity={state === 'failed' ? 'critical' : 'warning'}
          title={error?.message ?? 'It ended early.'}
          line={error?.line}
          action={action}
        >
          {error?.remedy && <p>{error.remedy}</p>}
          <p>
            {state === 'failed' ? 'The analysis failed. ' : 'The analysis ended early. '}
            {kept}
          </p>
        </Notice>
      );
    default:
      return null;
  }
}
