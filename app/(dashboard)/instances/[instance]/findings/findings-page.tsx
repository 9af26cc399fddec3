'use client';

import { useQueryState } from 'nuqs';
import { FineList } from '@/components/findings/fine-list';
import { FoldedList } from '@/components/findings/folded-list';
import { FoundItemRow } from '@/components/findings/found-item';
import { UncheckedList } from '@/components/findings/unchecked-list';
import { useLive } from '@/components/live/live-provider';
import { NodePicker } from '@/components/live/node-picker';
import { PageHeader } from '@/components/shell/page-header';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { Panel } from '@/components/ui/panel';
import { AREAS } from '@/lib/advisor/rule';
import { useNow } from '@/lib/client/use-now';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { formatCount } from '@/lib/format';
import { plural } from '@/lib/plural';
import type { FindingsResponse } from '@/lib/schemas/findings';
import { viewParams } from '@/lib/search-params';

/** The rules judge every five seconds. */
const REFRESH_MS = 5_000;

const TITLES = {
  availability: 'Availability',
  memory: 'Memory',
  clients: 'Clients',
  latency: 'Latency and CPU',
  persistence: 'Persistence',
  replication: 'Replication',
  security: 'Security and configuration',
  keyspace: 'Keys',
} as const;

/** Everything that the rules say, area by area: what is wrong, what is fine, and what could not be checked. */
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
  const count = (severity: string) => data.found.filter((item) => item.severity === severity).length;
  return (
    <>
      <PageHeader title="Findings">
        <NodePicker />
      </PageHeader>
      <div className="space-y-4">
        <ReadTroubles error={error} />
        <p className="text-muted">
          {formatCount(count('critical'))} critical, {plural(count('warning'), 'warning')},{' '}
          {plural(count('advice'), 'piece of advice', 'pieces of advice')}; {formatCount(data.fine.length)}{' '}
          checks are fine, {formatCount(data.unchecked.length)} could not be made,{' '}
          {formatCount(data.inapplicable)} do not apply here.
        </p>
        {([...AREAS, 'keyspace'] as const).map((area) => {
          const of = <T extends { area: string }>(items: readonly T[]) =>
            items.filter((item) => item.area === area);
          const [found, fine, unchecked] = [of(data.found), of(data.fine), of(data.unchecked)];
          if (found.length + fine.length + unchecked.length === 0) return null;
          return (
            <Panel key={area} title={TITLES[area]} flush>
              <div className="divide-y divide-line/60">
                {found.map((item, index) => (
                  <FoundItemRow
                    key={`${item.node} ${item.rule} ${index}`}
                    item={item}
                    instance={instance.id}
                    now={now}
                    named={named}
                  />
                ))}
                {fine.length > 0 && (
                  <FoldedList severity="fine" title={`${formatCount(fine.length)} fine`} open>
                    <FineList items={fine} named={named} />
                  </FoldedList>
                )}
                {unchecked.length > 0 && (
                  <FoldedList severity="unknown" title={`${formatCount(unchecked.length)} not checked`}>
                    <UncheckedList items={unchecked} />
                  </FoldedList>
                )}
              </div>
            </Panel>
          );
        })}
      </div>
    </>
  );
}
