'use client';

import { Moment } from '@/components/ui/moment';
import { Notice } from '@/components/ui/notice';
import { describeGaps } from '@/lib/slowlog/describe-slowlog';
import { KIND_SETTINGS } from '@/lib/redis/slowlog-kinds';
import type { SlowlogFacts } from '@/lib/schemas/slowlog';

/** What is missing from the page, and what would mend it. */
export function SlowlogNotices({ facts }: { facts: SlowlogFacts }) {
  const { at, from, keeping, keptSince, kind } = facts;
  const lost = describeGaps(facts.gaps);
  // The same reason at six nodes is one notice.
  const reasons = new Map<string, SlowlogFacts['keeping']>();
  for (const each of keeping) {
    if (each.state === 'kept' || each.state === 'waiting') continue;
    const reason = each.message ?? '';
    reasons.set(reason, [...(reasons.get(reason) ?? []), each]);
  }
  return (
    <>
      {[...reasons].map(([reason, nodes]) => (
        <Notice
          key={reason}
          severity="info"
          title={`The log of ${nodes.map(({ node }) => node).join(', ')} is not kept: ${reason}`}
          line={nodes[0]!.line}
        >
          You see what the server itself still holds, read as you; it is gone with a reset or a restart.
        </Notice>
      ))}
      {lost && (
        <Notice severity="warning" title={`${lost.text}.`}>
          Between <Moment at={lost.from} now={at} /> and <Moment at={lost.to} now={at} /> they came faster
          than they were read. A larger {KIND_SETTINGS[kind].maxLength} keeps them longer.
        </Notice>
      )}
      {keptSince !== null && keptSince > from && (
        <p className="text-muted">
          Kept since <Moment at={keptSince} now={at} />: what was logged before is not here.
        </p>
      )}
    </>
  );
}
