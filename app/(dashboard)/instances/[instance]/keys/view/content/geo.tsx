'use client';

import { useMemo } from 'react';
import { PointMap } from '@/components/charts/point-map';
import { CutName } from '@/components/ui/cut-name';
import { DataTable } from '@/components/ui/data-table';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import { toShown } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { ContentOf } from '@/lib/keyspace/content-schema';
import type { ContentProps } from './content-props';
import { OffsetPager } from './offset-pager';

type Place = ContentOf<'geo'>['points'][number];

/** Places as points on a map, and their coordinates. */
export function GeoContent({ content, asked, onAsk }: ContentProps<'geo'>) {
  const { points, box, length, next, key } = content;
  const mapped = useMemo(
    () =>
      points.map(({ name, text, longitude, latitude }) => ({
        ...{ id: name ?? text, label: name === null ? text : toShown(name) },
        ...{
          longitude,
          latitude,
          tone: (name !== null && name === asked.find ? 'chosen' : 'inside') as 'chosen' | 'inside',
        },
      })),
    [points, asked.find],
  );
  if (box === null) return <Notice severity="info" title="There is no place on this page." />;
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_28rem]">
      <Panel
        title="Map"
        aside={
          <span className="text-muted">
            {points.length < length
              ? `${formatCount(points.length)} of ${formatCount(length)} places`
              : `${formatCount(length)} ${length === 1 ? 'place' : 'places'}`}
          </span>
        }
      >
        <PointMap
          label={`Map of ${formatCount(points.length)} places in ${toShown(key)}`}
          points={mapped}
          box={box}
          height={480}
        />
      </Panel>
      <Panel
        flush
        title="Places"
        aside={
          <OffsetPager offset={asked.offset} shown={points.length} next={next} total={length} onAsk={onAsk} />
        }
      >
        <DataTable
          label="Places"
          noun="place"
          columns={COLUMNS}
          rows={points}
          rowId={({ name, text }) => name ?? text}
          defaultSort="member"
          filterHint="berlin, latitude>50"
          exportName={toShown(key)}
          total={length}
          heightClass="max-h-[30rem]"
          empty="Nothing is on this page."
        />
      </Panel>
    </div>
  );
}

const COLUMNS: readonly Column<Place>[] = [
  {
    id: 'member',
    label: 'Member',
    value: ({ name, text }) => (name === null ? text : toShown(name)),
    width: 150,
    grow: true,
    onCard: 'title',
    cell: ({ name, text }) => (name === null ? text : <CutName wire={name} />),
  },
  {
    id: 'latitude',
    label: 'Latitude',
    value: ({ latitude }) => latitude,
    unit: 'count',
    width: 110,
    onCard: 'half',
    cell: ({ latitude }) => latitude.toFixed(5),
  },
  {
    id: 'longitude',
    label: 'Longitude',
    value: ({ longitude }) => longitude,
    unit: 'count',
    width: 110,
    onCard: 'half',
    cell: ({ longitude }) => longitude.toFixed(5),
  },
];
