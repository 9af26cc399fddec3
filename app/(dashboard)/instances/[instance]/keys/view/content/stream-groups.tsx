'use client';

import { ConsumerPanel } from '@/components/streams/consumer-panel';
import { GROUP_COLUMNS, GroupTable } from '@/components/streams/group-table';
import { PendingTable } from '@/components/streams/pending-table';
import { Button } from '@/components/ui/button';
import { CursorPager } from '@/components/ui/cursor-pager';
import { Panel } from '@/components/ui/panel';
import { toShown, WireName } from '@/components/ui/wire-name';
import type { ContentProps } from './content-props';

/** Who reads the stream in groups; of one of them its consumers and what they have not acknowledged. */
export function StreamGroups({ content, asked, now, onAsk }: ContentProps<'stream'>) {
  const { groups, groupsOf, group, key } = content;
  const name = toShown(key);
  return (
    <>
      <Panel title="Groups" flush>
        <GroupTable
          columns={COLUMNS}
          rows={groups}
          exportName={`${name}-groups`}
          total={groupsOf}
          heightClass="max-h-80"
          onOpen={(row) => onAsk({ group: row.name, consumer: null, after: null })}
        />
      </Panel>
      {group && (
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
          <ConsumerPanel
            group={group}
            exportName={name}
            heightClass="max-h-96"
            onOpen={(consumer) => onAsk({ consumer, after: null })}
          />
          <Panel
            flush
            title="Pending"
            aside={
              <>
                {asked.consumer !== null && (
                  <span className="flex items-center gap-1 text-muted">
                    of <WireName wire={asked.consumer} />
                    <Button
                      size="small"
                      variant="quiet"
                      onClick={() => onAsk({ consumer: null, after: null })}
                    >
                      All consumers
                    </Button>
                  </span>
                )}
                <CursorPager
                  cursor={asked.after}
                  next={group.pending.after}
                  onCursor={(after) => onAsk({ after })}
                />
              </>
            }
          >
            <PendingTable
              now={now}
              rows={group.pending.rows}
              defaultSort="id"
              filterHint="worker-2, deliveries>5"
              exportName={`${name}-pending`}
              heightClass="max-h-96"
              total={asked.consumer === null ? group.pending.total : undefined}
            />
          </Panel>
        </div>
      )}
    </>
  );
}

const COLUMNS = Object.values(GROUP_COLUMNS);
