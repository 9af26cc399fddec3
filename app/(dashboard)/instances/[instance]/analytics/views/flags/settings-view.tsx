'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { CursorPager } from '@/components/ui/cursor-pager';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { StatStrip } from '@/components/ui/stat-strip';
import { toShown } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { FlagsResponse } from '@/lib/patterns/flags/model';
import { endsIn } from '../ends-in';
import { FieldTable } from '../field-table';
import type { ViewProps } from '../view-props';

/** The settings of an application, secrets masked. */
export function SettingsView({ view }: ViewProps<Extract<FlagsResponse, { kind: 'settings' }>>) {
  const [{ cursor }, setParams] = useQueryStates({ cursor: parseAsString });
  if (view.key === null || view.total === null) {
    return <Notice severity="info" title="These settings are not there any more." />;
  }
  return (
    <>
      <StatStrip
        stats={[
          { label: 'Settings', value: formatCount(view.total), note: toShown(view.key) },
          {
            label: 'Masked',
            value: formatCount(view.masked),
            note:
              view.nextCursor === null && cursor === null ? 'may be secrets' : 'of this page: may be secrets',
          },
          { label: 'Ends in', value: endsIn(view.ttlMs) },
        ]}
      />
      <Panel
        flush
        title="Settings"
        aside={
          <CursorPager
            cursor={cursor}
            next={view.nextCursor}
            onCursor={(next) => void setParams({ cursor: next }, { history: 'push' })}
          />
        }
      >
        <FieldTable
          label="Settings"
          noun="setting"
          fields={view.rows}
          total={view.total}
          exportName={toShown(view.key)}
          empty="There are no settings any more."
        />
      </Panel>
    </>
  );
}
