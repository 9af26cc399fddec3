import dynamic from 'next/dynamic';
import { Badge } from '@/components/ui/badge';
import { CopyLine } from '@/components/ui/copy-line';
import { SeverityIcon } from '@/components/ui/severity-icon';
import type { StateSentence } from '@/lib/advisor/describe-state';
import type { NodeSummary } from '@/lib/schemas/instances';

/** Only where an instance is down, so that nobody else waits for all that actions need. */
const ActionButton = dynamic(() =>
  import('@/components/actions/action-button').then((module) => module.ActionButton<'instance.reconnect'>),
);

/** The instance in one sentence; when it is down, what was tried and what to do. */
export function StateLine({ sentence, node }: { sentence: StateSentence; node: NodeSummary | null }) {
  const error = node?.error;
  return (
    <section aria-label="State" className="rounded-lg border bg-surface px-4 py-3">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <SeverityIcon severity={sentence.severity} className="mt-0.5" />
        <p className="min-w-0 flex-1 basis-64 font-medium">{sentence.text}</p>
        {node?.server && (
          <span className="flex flex-wrap gap-1.5">
            <Badge>{node.server.label}</Badge>
            <Badge>{node.server.mode}</Badge>
            {node.server.role && <Badge>{node.server.role}</Badge>}
          </span>
        )}
      </div>
      {error && (
        <div className="mt-2 space-y-2 pl-7 text-muted">
          {error.remedy && <p>{error.remedy}</p>}
          {error.line && <CopyLine line={error.line} />}
          <ActionButton action="instance.reconnect" input={{}} />
        </div>
      )}
    </section>
  );
}
