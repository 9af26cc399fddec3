'use client';

import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { BarPanel } from '@/components/charts/bar-panel';
import { FindForm } from '@/components/ui/find-form';
import { Panel } from '@/components/ui/panel';
import { StatStrip } from '@/components/ui/stat-strip';
import { toShown } from '@/components/ui/wire-name';
import { formatBytes, formatCount } from '@/lib/format';
import type { FlagsResponse } from '@/lib/patterns/flags/model';
import { endsSentence } from '../ends-in';
import { KeptPager } from '../kept-pager';
import { OpenedSheet } from '../opened-sheet';
import type { ViewProps } from '../view-props';
import { BitmapTable } from './bitmap-table';
import { OverlapMatrix } from './overlap-matrix';
import { SetBits } from './set-bits';

const PARAMS = {
  key: parseAsString,
  id: parseAsInteger,
  offset: parseAsInteger.withDefault(0),
  count: parseAsInteger.withDefault(50),
};

/** Bitmaps: how many bits are set, which have a bit in common, and whether one of them is set. */
export function BitmapsView({
  thing,
  view,
  pending,
}: ViewProps<Extract<FlagsResponse, { kind: 'bitmaps' }>>) {
  const [{ key, id, offset, count }, setParams] = useQueryStates(PARAMS);
  const { total, exact, kept, rows, opened, overlaps } = view;
  const experiment = thing.parts.some(({ layout }) => layout === 'variant');
  const open = (wire: string | null) => void setParams({ key: wire });
  const ones = rows.map((row) => row.ones).filter((value) => value !== null);
  const table = (
    <Panel
      flush
      title={experiment ? 'Groups' : 'Bitmaps'}
      aside={
        <>
          <div className="w-56 max-sm:w-full">
            <FindForm
              label={experiment ? 'Id that may be in them' : 'Number of a feature'}
              placeholder={experiment ? 'id, e.g. 4711' : 'feature, e.g. 3'}
              pattern="\d{1,10}"
              verb="Ask"
              value={id === null ? null : String(id)}
              onFind={(typed) => void setParams({ id: typed === null ? null : Number(typed) })}
            />
          </div>
          <KeptPager
            {...{ offset, count, kept, total, exact }}
            onOffset={(value) => void setParams({ offset: value || null })}
          />
        </>
      }
    >
      <BitmapTable
        rows={rows}
        total={total}
        id={id}
        noun={experiment ? 'group' : 'bitmap'}
        exportName={thing.title}
        onOpen={open}
      />
    </Panel>
  );
  return (
    <>
      <StatStrip
        stats={[
          {
            label: experiment ? 'Groups' : 'Bitmaps',
            value: `${exact ? '' : '≈ '}${formatCount(total)}`,
            note: 'at the last scan',
          },
          {
            label: experiment ? 'Ids in them' : 'Features switched on',
            value: formatCount(ones.reduce((sum, value) => sum + value, 0)),
            note: ones.length < rows.length ? 'of those that are not too large to count' : 'on this page',
          },
          {
            label: 'Largest',
            value: formatBytes(rows.reduce((most, { bytes }) => Math.max(most, bytes ?? 0), 0)),
            note: 'its highest bit decides, not how many are set',
          },
          ...(id === null
            ? []
            : [
                {
                  label: `${experiment ? 'Have id' : 'Have feature'} ${id}`,
                  value: formatCount(rows.filter(({ hasId }) => hasId).length),
                  note: `of ${formatCount(rows.length)} on this page`,
                },
              ]),
        ]}
      />
      {experiment ? (
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_28rem]">
          {table}
          <div className="min-w-0 space-y-4">
            <BarPanel
              title="How many are in each group"
              label="Ids by group"
              unit="count"
              empty="No group could be counted."
              bars={rows.slice(0, 24).map((row) => ({
                id: row.key,
                label: shortOf(row.key),
                title: toShown(row.key),
                value: row.ones,
              }))}
            />
            <OverlapMatrix overlaps={overlaps} rows={rows} nameOf={shortOf} />
          </div>
        </div>
      ) : (
        table
      )}
      <OpenedSheet
        wire={key}
        noun="bitmap"
        pending={pending}
        onClose={() => open(null)}
        facts={
          opened?.key === key &&
          opened &&
          `${formatCount(opened.ones)} of ${formatCount((opened.bytes ?? 0) * 8)} bits are set, ${formatBytes(opened.bytes)}; ${endsSentence(opened.ttlMs)}`
        }
      >
        {opened?.key === key && opened ? <SetBits bitmap={opened} /> : null}
      </OpenedSheet>
    </>
  );
}

/** What tells it from the others: the last part of its name. */
const shortOf = (wire: string) => toShown(wire).split(':').at(-1)!;
