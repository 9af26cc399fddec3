'use client';

import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { BarPanel } from '@/components/charts/bar-panel';
import { FindForm } from '@/components/ui/find-form';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { StatStrip } from '@/components/ui/stat-strip';
import { formatCount, formatDuration } from '@/lib/format';
import type { CartsResponse } from '@/lib/patterns/carts/read';
import { CartTable } from './carts/cart-table';
import { ProductTable } from './carts/product-table';
import { endsSentence } from './ends-in';
import { KeptPager } from './kept-pager';
import { OpenedSheet } from './opened-sheet';
import type { ViewProps } from './view-props';

const PARAMS = {
  cart: parseAsString,
  offset: parseAsInteger.withDefault(0),
  count: parseAsInteger.withDefault(50),
};

/** Carts with what is in them, when they end, and those that stay for ever. */
export function CartsView({ view, pending }: ViewProps<CartsResponse>) {
  const [{ cart, offset, count }, setParams] = useQueryStates(PARAMS);
  const { total, exact, kept, looked, opened } = view;
  const open = (wire: string | null) => void setParams({ cart: wire });
  return (
    <>
      {looked.abandoned > 0 && (
        <Notice
          severity="warning"
          title={`${formatCount(looked.abandoned)} of ${formatCount(looked.carts)} carts that were looked at never expire.`}
        >
          Given up or not, they stay in memory. EXPIRE after each change ends them some time after the last
          one.
        </Notice>
      )}
      <StatStrip
        stats={[
          { label: 'Carts', value: `${exact ? '' : '≈ '}${formatCount(total)}`, note: 'at the last scan' },
          {
            label: 'Products in each',
            value: formatMean(view.rows.map(({ items }) => items)),
            note: 'on average of this page',
          },
          {
            label: 'Pieces in each',
            value: formatMean(view.rows.map(({ pieces }) => pieces)),
            note: 'on average of this page',
          },
          {
            label: 'Never expire',
            value: formatCount(looked.abandoned),
            note: `of ${formatCount(looked.carts)} looked at`,
          },
        ]}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <Panel
          flush
          title="Carts"
          aside={
            <KeptPager
              {...{ offset, count, kept, total, exact }}
              onOffset={(value) => void setParams({ offset: value || null })}
            />
          }
        >
          <CartTable rows={view.rows} total={total} onOpen={open} />
        </Panel>
        <div className="min-w-0 space-y-4">
          <Panel title="Open a cart">
            <FindForm
              label="Key of a cart"
              verb="Open"
              placeholder={view.rows[0]?.key ?? 'cart:42'}
              value={cart}
              onFind={open}
            />
          </Panel>
          <BarPanel
            title="When they end"
            label="Carts by the time they have left"
            unit="count"
            empty={
              looked.carts === 0
                ? 'There are no carts any more.'
                : 'None of the carts that were looked at ever ends.'
            }
            bars={view.endings.map(({ from, to, count: carts }) => ({
              id: String(from),
              label: from === 0 ? '0' : formatDuration(from / 1000),
              title: `in ${from === 0 ? '0' : formatDuration(from / 1000)} to ${formatDuration(to / 1000)}`,
              value: carts,
            }))}
          />
        </div>
      </div>
      <OpenedSheet
        wire={cart}
        noun="cart"
        pending={pending}
        onClose={() => open(null)}
        facts={
          opened && (
            <>
              {formatCount(opened.items)} {opened.items === 1 ? 'product' : 'products'},{' '}
              {formatCount(opened.pieces)} {opened.pieces === 1 ? 'piece' : 'pieces'};{' '}
              {endsSentence(opened.ttlMs)}
            </>
          )
        }
      >
        {opened && opened.key === cart ? <ProductTable cart={opened} /> : null}
      </OpenedSheet>
    </>
  );
}

function formatMean(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return '—';
  return (known.reduce((sum, value) => sum + value, 0) / known.length).toFixed(1);
}
