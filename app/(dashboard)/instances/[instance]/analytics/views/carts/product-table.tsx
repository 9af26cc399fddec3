'use client';

import { useMemo } from 'react';
import { DataTable } from '@/components/ui/data-table';
import { Meter } from '@/components/ui/meter';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import type { CartsResponse } from '@/lib/patterns/carts/read';

type OpenedCart = NonNullable<CartsResponse['opened']>;
type Product = OpenedCart['products'][number];

/** What is in a cart. */
export function ProductTable({ cart }: { cart: OpenedCart }) {
  // Where it says no more than the quantity, it need not be seen.
  const plain = cart.products.every(({ quantity, value }) => value === String(quantity));
  const most = Math.max(1, ...cart.products.map(({ quantity }) => quantity ?? 0));
  const columns = useMemo(
    (): readonly Column<Product>[] => [
      {
        id: 'product',
        label: 'Product',
        value: ({ product }) => toShown(product),
        width: 200,
        grow: true,
        onCard: 'title',
        cell: ({ product }) => <WireName wire={product} />,
      },
      {
        id: 'quantity',
        label: 'Quantity',
        value: ({ quantity }) => quantity,
        unit: 'count',
        width: 150,
        onCard: 'half',
        cell: ({ quantity }) =>
          quantity === null ? (
            '—'
          ) : (
            <span className="flex items-center justify-end gap-3">
              <Meter ratio={quantity / most} className="w-16" />
              <span className="min-w-6">{quantity.toLocaleString('en-US')}</span>
            </span>
          ),
      },
      {
        id: 'value',
        label: 'Value',
        explains: 'As it is stored; what may be a secret is masked',
        value: ({ value }) => value ?? 'masked',
        width: 160,
        mono: true,
        onCard: 'whole',
        extra: plain,
      },
    ],
    [most, plain],
  );
  return (
    <DataTable
      label="Products"
      noun="product"
      urlPrefix="products"
      columns={columns}
      rows={cart.products}
      rowId={({ product }) => product}
      defaultSort="-quantity"
      filterHint="product:7, quantity>1"
      exportName={toShown(cart.key)}
      total={cart.items ?? undefined}
      empty="Nothing is in this cart."
    />
  );
}
