'use client';

import { parseAsFloat, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { boxOfCircle, type MapBox } from '@/components/charts/map-projection';
import { PointMap, type MapPoint } from '@/components/charts/point-map';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { StatStrip } from '@/components/ui/stat-strip';
import { toShown } from '@/components/ui/wire-name';
import { formatCount, formatDistance } from '@/lib/format';
import { distanceMetres } from '@/lib/patterns/geo/geohash';
import type { GeoResponse } from '@/lib/patterns/geo/model';
import { endsIn } from './ends-in';
import { PlaceTable } from './geo/place-table';
import { SearchForm } from './geo/search-form';
import { KeyPicker } from './key-picker';
import type { ViewProps } from './view-props';

const PARAMS = {
  key: parseAsString,
  member: parseAsString,
  longitude: parseAsFloat,
  latitude: parseAsFloat,
  radius: parseAsFloat.withDefault(10_000),
  count: parseAsInteger.withDefault(50),
  show: parseAsStringLiteral(['all', 'search'] as const).withDefault('all'),
};

const NOTHING_ASKED = { member: null, longitude: null, latitude: null, show: null };

/** Places as points on a map, and those around one of them or around anywhere. */
export function GeoView({ view, pending }: ViewProps<GeoResponse>) {
  const [{ member, longitude, latitude, radius, count, show }, setParams] = useQueryStates(PARAMS);
  const { near, box } = view;
  const points = useMemo(() => toMapPoints(view), [view]);
  if (view.key === null || view.total === null || box === null) {
    return (
      <Notice severity="info" title="There are no places on this map any more.">
        GEOADD puts the first one there; an empty map is no key at all.
      </Notice>
    );
  }
  const around = near && show === 'search' ? aroundCircle(near) : box;
  return (
    <>
      <KeyPicker
        label="Map"
        value={view.key}
        keys={view.keys}
        onChoose={(key) => void setParams({ key, ...NOTHING_ASKED })}
      />
      <StatStrip
        stats={[
          {
            label: 'Places',
            value: formatCount(view.total),
            note: view.complete
              ? 'all of them on the map'
              : `${formatCount(view.points.length)} on the map, spread over it`,
          },
          { label: 'From west to east', value: formatDistance(acrossOf(box)) },
          { label: 'From south to north', value: formatDistance(alongOf(box)) },
          { label: 'Ends in', value: endsIn(view.ttlMs) },
        ]}
      />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <Panel
          title="Map"
          aside={
            near && (
              <Segmented
                label="Shown"
                value={show}
                onChange={(value) => void setParams({ show: value })}
                options={[
                  { value: 'all', label: 'All places' },
                  { value: 'search', label: 'The search' },
                ]}
              />
            )
          }
        >
          <PointMap
            label={`Map of ${formatCount(view.points.length)} places in ${toShown(view.key)}`}
            points={points}
            box={around}
            circle={near}
            onPoint={(wire) => void setParams({ member: wire, longitude: null, latitude: null })}
            onPlace={(place) => void setParams({ ...rounded(place), member: null })}
          />
        </Panel>
        <Panel title="Search around a place">
          <SearchForm
            key={[longitude, latitude, radius].join()}
            asked={{ member, longitude, latitude, radius, count }}
            view={view}
            pending={pending}
            onSearch={(asked) => void setParams(asked)}
            onClear={() => void setParams(NOTHING_ASKED)}
          />
        </Panel>
      </div>
      <PlaceTable
        view={view}
        onFind={(wire) => void setParams({ member: wire, longitude: null, latitude: null })}
      />
    </>
  );
}

/** The points, and what was found though it is not among those that are drawn. */
function toMapPoints({ points, near, found }: GeoResponse): MapPoint[] {
  const all = new Map(
    [...points, ...(near?.rows ?? []), ...(found ? [found] : [])].map((point) => [point.member, point]),
  );
  return [...all.values()].map(({ member, longitude, latitude }): MapPoint => {
    const away = near && distanceMetres(near, { longitude, latitude });
    return {
      id: member,
      label: toShown(member),
      longitude,
      latitude,
      tone:
        member === found?.member
          ? 'chosen'
          : away !== null && away > near!.radiusMetres
            ? 'outside'
            : 'inside',
      distanceMetres: member === found?.member ? null : away,
    };
  });
}

/** The circle with as much again around it, so that it is seen where it lies. */
function aroundCircle({ radiusMetres, ...centre }: NonNullable<GeoResponse['near']>): MapBox {
  return boxOfCircle(centre, radiusMetres * 1.4);
}

const acrossOf = ({ west, east, south, north }: MapBox) => {
  const latitude = (south + north) / 2;
  const half = { longitude: (west + east) / 2, latitude };
  // In two halves: the way around the other side may be shorter.
  return 2 * distanceMetres({ longitude: west, latitude }, half);
};

const alongOf = ({ west, south, north }: MapBox) =>
  distanceMetres({ longitude: west, latitude: south }, { longitude: west, latitude: north });

/** A click means a place to some ten metres, and no place beyond the edge of the Earth. */
const rounded = ({ longitude, latitude }: { longitude: number; latitude: number }) => ({
  longitude: Number(((((longitude + 180) % 360) + 360) % 360).toFixed(4)) - 180,
  latitude: Math.max(-85.05, Math.min(85.05, Number(latitude.toFixed(4)))),
});
