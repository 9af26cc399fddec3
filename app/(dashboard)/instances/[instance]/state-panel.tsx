import dynamic from 'next/dynamic';
import { ChecksLine } from '@/components/findings/checks-line';
import { FoundItemRow } from '@/components/findings/found-item';
import { Badge } from '@/components/ui/badge';
import { CopyLine } from '@/components/ui/copy-line';
import { SeverityIcon } from '@/components/ui/severity-icon';
import { describeActivity, describeState, type StateFacts } from '@/lib/advisor/describe-state';
import type { FindingsResponse } from '@/lib/schemas/findings';
import type { NodeSummary } from '@/lib/schemas/instances';

/** Only where an instance is down, so that nobody else waits for all that actions need. */
const ActionButton = dynamic(() =>
  import('@/components/actions/action-button').then((module) => module.ActionButton<'instance.reconnect'>),
);

/** The stream tells these at once, and with what was tried; the rules say so seconds later. */
const TOLD_BY_STATE = new Set(['availability.down', 'availability.loading']);
/** The charts should not be pushed away: more than these stand on a page of their own. */
const MOST = 5;
/** Advice can wait: it fills up to so many. */
const MOST_WITH_ADVICE = 3;

/** The instance in sentences: what it does, the worst that is wrong with it; then what is fine, folded. */
export function StatePanel({
  facts,
  node,
  findings,
  instance,
  now,
  named,
}: {
  facts: StateFacts;
  node: NodeSummary | null;
  findings: FindingsResponse;
  instance: string;
  /** Unix milliseconds. */
  now: number;
  /** Whether findings name their node: the instance has several. */
  named: boolean;
}) {
  const answers = facts.state === 'up';
  const found = findings.found.filter(({ rule }) => !TOLD_BY_STATE.has(rule));
  const worst = found[0]?.severity;
  const urgent = found.filter(({ severity }) => severity !== 'advice').length;
  const told = found.slice(0, Math.min(MOST, Math.max(MOST_WITH_ADVICE, urgent)));
  const state = answers
    ? { severity: worst && worst !== 'advice' ? worst : ('fine' as const), text: describeActivity(facts) }
    : describeState(facts);
  const error = node?.error;
  return (
    <section aria-label="State" className="divide-y divide-line/60 rounded-lg border bg-surface">
      <div className="px-4 py-3">
        <div className="flex flex-wrap items-start gap-x-2.5 gap-y-2">
          <SeverityIcon severity={state.severity} className="mt-0.5" />
          <p className="min-w-0 flex-1 basis-64 font-medium">{state.text}</p>
          {node?.server && (
            <span className="flex flex-wrap gap-1.5">
              <Badge>{node.server.label}</Badge>
              <Badge>{node.server.mode}</Badge>
              {node.server.role && <Badge>{node.server.role}</Badge>}
            </span>
          )}
        </div>
        {error && (
          <div className="mt-2 space-y-2 pl-6.5 text-muted">
            {error.remedy && <p>{error.remedy}</p>}
            {error.line && <CopyLine line={error.line} />}
            <ActionButton action="instance.reconnect" input={{}} />
          </div>
        )}
      </div>
      {told.map((item, index) => (
        <FoundItemRow
          key={`${item.node} ${item.rule} ${index}`}
          item={item}
          instance={instance}
          now={now}
          named={named}
        />
      ))}
      {answers && (
        <ChecksLine findings={findings} more={found.length - told.length} instance={instance} named={named} />
      )}
    </section>
  );
}
