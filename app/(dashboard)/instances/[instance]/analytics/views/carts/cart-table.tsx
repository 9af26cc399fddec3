'use client';

import { Badge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import type { CartsResponse } from '@/lib/patterns/carts/read';
import { endsColumn } from '../ends-in';

type Cart = CartsResponse['rows'][number];

const ENDS = endsColumn<Cart>(({ items }) => items === null);

const COLUMNS: readonly Column<Cart>[] = [
  {
    id: 'cart',
    label: 'Cart',
    value: ({ key }) => toShown(key),
    width: 240,
    grow: true,
    onCard: 'title',
    cell: ({ key }) => <WireName wire={key} />,
  },
  {
    id: 'products',
    label: 'Products',
    explains: 'Different ones',
    value: ({ items }) => items,
    unit: 'count',
    width: 100,
    onCard: 'half',
  },
  {
    id: 'pieces',
    label: 'Pieces',
    explains: 'All quantities together; not counted in a cart of more than 200 products',
    value: ({ pieces }) => pieces,
    unit: 'count',
    width: 100,
    onCard: 'half',
  },
  {
    ...ENDS,
    width: 130,
    cell: (cart) =>
      cart.abandoned && cart.items !== null ? <Badge tone="warning">never</Badge> : ENDS.cell!(cart),
  },
];

/** A page of carts. */
export const CartTable = ({
  rows,
  total,
  onOpen,
}: {
  rows: readonly Cart[];
  total: number;
  onOpen: (wire: string) => void;
}) => (
  <DataTable
    label="Carts"
    noun="cart"
    columns={COLUMNS}
    rows={rows}
    rowId={({ key }) => key}
    defaultSort="-pieces"
    filterHint="pieces>5, ends<600"
    exportName="carts"
    total={total}
    empty="There are no carts any more."
    onOpen={({ key }) => onOpen(key)}
  />
);
