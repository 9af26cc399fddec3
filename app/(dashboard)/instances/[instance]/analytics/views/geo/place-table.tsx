'use client';

import { DataTable } from '@/components/ui/data-table';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatDistance } from '@/lib/format';
import type { GeoPoint, GeoResponse } from '@/lib/patterns/geo/model';

type Row = GeoPoint & { distanceMetres?: number };

const MEMBER: Column<Row> = {
  id: 'place',
  label: 'Place',
  value: ({ member }) => toShown(member),
  width: 240,
  grow: true,
  onCard: 'title',
  cell: ({ member }) => <WireName wire={member} />,
};

const DISTANCE: Column<Row> = {
  id: 'metres',
  label: 'Distance',
  explains: 'Along the great circle, as GEODIST has it',
  value: ({ distanceMetres }) => distanceMetres ?? null,
  unit: 'count',
  width: 120,
  onCard: 'half',
  cell: ({ distanceMetres }) => formatDistance(distanceMetres),
};

const degrees = (id: 'latitude' | 'longitude', label: string): Column<Row> => ({
  id,
  label,
  value: (row) => row[id],
  unit: 'count',
  width: 130,
  onCard: 'half',
  cell: (row) => `${row[id].toFixed(6)}°`,
});

const PLACES = [MEMBER, degrees('latitude', 'Latitude'), degrees('longitude', 'Longitude')];
const NEAR_PLACES = [MEMBER, DISTANCE, ...PLACES.slice(1)];

/** The places of the search with their distance, or all that are on the map. */
export function PlaceTable({ view, onFind }: { view: GeoResponse; onFind: (wire: string) => void }) {
  const { near, points } = view;
  return (
    <Panel
      flush
      title={
        near ? `Within ${formatDistance(near.radiusMetres)}` : view.complete ? 'Places' : 'Some of the places'
      }
    >
      <DataTable
        // The sort of one is no sort of the other.
        key={near ? 'near' : 'all'}
        label="Places"
        noun="place"
        columns={near ? NEAR_PLACES : PLACES}
        rows={near ? near.rows : points}
        rowId={({ member }) => member}
        defaultSort={near ? 'metres' : 'place'}
        filterHint="store, latitude>50"
        exportName={view.key ? toShown(view.key) : 'places'}
        total={near ? undefined : (view.total ?? undefined)}
        empty="No place is that near. Search farther around."
        onOpen={({ member }) => onFind(member)}
      />
    </Panel>
  );
}
