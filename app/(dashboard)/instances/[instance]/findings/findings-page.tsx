'use client';

import { useQueryState } from 'nuqs';
import { FineList } from '@/components/findings/fine-list';
import { FoundItemRow } from '@/components/findings/found-item';
import { UncheckedList } from '@/components/findings/unchecked-list';
import { useLive } from '@/components/live/live-provider';
import { NodePicker } from '@/components/live/node-picker';
import { PageHeader } from '@/components/shell/page-header';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { SeverityIcon } from '@/components/ui/severity-icon';
import { AREAS } from '@/lib/advisor/rule';
import { useNow } from '@/lib/client/use-now';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { formatCount } from '@/lib/format';
import { plural } from '@/lib/plural';
import type { FindingsResponse } from '@/lib/schemas/findings';
import { viewParams } from '@/lib/search-params';

/** The rules judge every five seconds. */
const REFRESH_MS = 5_000;

const AREA_TITLES = {
  availability: 'Availability',
  memory: 'Memory',
  clients: 'Clients',
  latency: 'Latency and CPU',
  persistence: 'Persistence',
  replication: 'Replication',
  security: 'Security and configuration',
  keyspace: 'Keys',
} as const;

/** Everything that the rules say: what is wrong, the worst first, what could not be checked, and what is fine. */
export function FindingsPage({ initial, now: atRender }: { initial: FindingsResponse; now: number }) {
  const { instance, paused } = useLive();
  const [node] = useQueryState('node', viewParams.node);
  const now = useNow(atRender);
  const { data, error } = useRefreshed(
    `/api/instances/${instance.id}/findings${node ? `?node=${encodeURIComponent(node)}` : ''}`,
    initial,
    paused ? null : REFRESH_MS,
  );
  const named = (instance.nodes?.length ?? 0) > 1 && node === null;
  const { found, fine, unchecked, inapplicable } = data;
  const areas = AREAS.filter((area) => fine.some((item) => item.area === area));
  return (
    <>
      <PageHeader title="Findings">
        <NodePicker />
      </PageHeader>
      <div className="space-y-4">
        <ReadTroubles error={error} />
        <FindingCounts data={data} />
        {found.length === 0 ? (
          <Notice severity="fine" title="Nothing was found.">
            {unchecked.length === 0
              ? `All ${plural(fine.length, 'check')} are fine.`
              : `${plural(fine.length, 'check is', 'checks are')} fine; ${formatCount(unchecked.length)} could not be made.`}
          </Notice>
        ) : (
          <section
            id="found"
            aria-label="Found"
            className="scroll-mt-16 divide-y divide-line/60 overflow-hidden rounded-lg border bg-surface"
          >
            {found.map((item, index) => (
              <FoundItemRow
                key={`${item.node} ${item.rule} ${index}`}
                item={item}
                instance={instance.id}
                now={now}
                named={named}
                place={AREA_TITLES[item.area]}
                open={item.severity !== 'advice'}
              />
            ))}
          </section>
        )}
        {unchecked.length > 0 && (
          <div id="unchecked" className="scroll-mt-16">
            <Panel title={`${plural(unchecked.length, 'check')} could not be made`}>
              <UncheckedList items={unchecked} />
            </Panel>
          </div>
        )}
        {fine.length > 0 && (
          <div id="fine" className="scroll-mt-16">
            <Panel
              title={`${plural(fine.length, 'check is', 'checks are')} fine`}
              aside={
                inapplicable > 0 && (
                  <span className="text-muted">
                    {plural(inapplicable, 'other is', 'others are')} about what is not in use here
                  </span>
                )
              }
            >
              <div className="gap-x-10 xl:columns-2">
                {areas.map((area) => (
                  <section key={area} aria-label={AREA_TITLES[area]} className="mb-4 break-inside-avoid">
                    <h3 className="mb-1 flex items-center gap-2 text-xs text-muted">
                      <SeverityIcon severity="fine" className="size-3.5" />
                      {AREA_TITLES[area]}
                    </h3>
                    <FineList items={fine.filter((item) => item.area === area)} named={named} />
                  </section>
                ))}
              </div>
            </Panel>
          </div>
        )}
      </div>
    </>
  );
}

/** How much there is of each kind, and the way to it. */
function FindingCounts({ data: { found, fine, unchecked } }: { data: FindingsResponse }) {
  const count = (severity: string) => found.filter((item) => item.severity === severity).length;
  const counts = [
    { severity: 'critical', href: '#found', text: plural(count('critical'), 'critical', 'critical') },
    { severity: 'warning', href: '#found', text: plural(count('warning'), 'warning') },
    {
      severity: 'info',
      href: '#found',
      text: plural(count('advice'), 'piece of advice', 'pieces of advice'),
    },
    { severity: 'unknown', href: '#unchecked', text: `${formatCount(unchecked.length)} not checked` },
    { severity: 'fine', href: '#fine', text: `${formatCount(fine.length)} fine` },
  ] as const;
  return (
    <ul aria-label="How many of each" className="flex flex-wrap gap-x-6 gap-y-1">
      {counts
        .filter(({ text }) => !text.startsWith('0 '))
        .map(({ severity, href, text }) => (
          <li key={severity}>
            <a href={href} className="flex items-center gap-2 tabular-nums hover:underline max-sm:min-h-8">
              <SeverityIcon severity={severity} />
              {text}
            </a>
          </li>
        ))}
    </ul>
  );
}
