'use client';

import { LocateFixed, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { FindForm } from '@/components/ui/find-form';
import { Input, Select } from '@/components/ui/input';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatCount, formatDistance } from '@/lib/format';
import type { GeoResponse } from '@/lib/patterns/geo/model';

export interface PlaceSearch {
  member: string | null;
  longitude: number | null;
  latitude: number | null;
  /** Metres. */
  radius: number;
  count: number;
}

/** Where to search around, how far, and what came of it. */
export function SearchForm({
  asked,
  view,
  pending,
  onSearch,
  onClear,
}: {
  asked: PlaceSearch;
  view: GeoResponse;
  pending: boolean;
  onSearch: (asked: Partial<PlaceSearch>) => void;
  onClear: () => void;
}) {
  const { member, longitude, latitude, radius, count } = asked;
  const isAsked = member !== null || (longitude !== null && latitude !== null);
  const [example] = view.points;
  const { near } = view;
  return (
    <div className="space-y-3">
      <FindForm
        label="Place"
        placeholder={example ? toShown(example.member) : 'store:1'}
        value={member}
        onFind={(wire) => onSearch({ member: wire, longitude: null, latitude: null })}
      />
      <form
        className="grid grid-cols-2 gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          const read = readForm(new FormData(event.currentTarget));
          // Whoever types a place of their own means that one.
          const isOwn = read.longitude !== null && read.latitude !== null;
          onSearch({ ...read, ...(isOwn && { member: null }) });
        }}
      >
        <Field label="Longitude, degrees">
          <Input
            name="longitude"
            type="number"
            step="any"
            min={-180}
            max={180}
            defaultValue={longitude ?? ''}
            placeholder={near?.longitude.toFixed(4)}
          />
        </Field>
        <Field label="Latitude, degrees">
          <Input
            name="latitude"
            type="number"
            step="any"
            min={-85.05}
            max={85.05}
            defaultValue={latitude ?? ''}
            placeholder={near?.latitude.toFixed(4)}
          />
        </Field>
        <Field label="Within, km">
          <Input
            name="kilometres"
            type="number"
            step="any"
            min={0.001}
            max={20_021}
            required
            defaultValue={radius / 1000}
          />
        </Field>
        <Field label="The nearest">
          <Select name="count" defaultValue={count}>
            {[10, 50, 100, 500].map((each) => (
              <option key={each}>{each}</option>
            ))}
          </Select>
        </Field>
        <Button type="submit">
          <LocateFixed /> Search
        </Button>
        {isAsked && (
          <Button variant="quiet" onClick={onClear}>
            <X /> Clear
          </Button>
        )}
      </form>
      <p role="status" className="text-sm text-muted">
        {pending ? (
          'Searching …'
        ) : isAsked ? (
          <Outcome view={view} member={member} />
        ) : (
          'Or click a place on the map, or anywhere between.'
        )}
      </p>
      {near && !pending && (
        <Nearest view={view} onFind={(wire) => onSearch({ member: wire, longitude: null, latitude: null })} />
      )}
    </div>
  );
}

/** As many of the nearest as there is room for beside the map. */
const SHOWN = 5;

function Nearest({ view: { near, found }, onFind }: { view: GeoResponse; onFind: (wire: string) => void }) {
  const rows = near!.rows.filter(({ member }) => member !== found?.member).slice(0, SHOWN);
  if (rows.length === 0) return null;
  return (
    <ol className="overflow-hidden rounded-md border text-sm" aria-label="The nearest">
      {rows.map(({ member, distanceMetres }) => (
        <li key={member} className="border-b last:border-b-0">
          <button
            type="button"
            onClick={() => onFind(member)}
            className="flex w-full items-baseline justify-between gap-3 px-3 py-1 text-left hover:bg-sunken max-sm:py-2.5"
          >
            <WireName wire={member} className="min-w-0 truncate" />
            <span className="whitespace-nowrap tabular-nums">{formatDistance(distanceMetres)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

const Field = ({ label, children }: { label: string; children: ReactNode }) => (
  <label className="min-w-0 space-y-1">
    <span className="block text-xs text-muted">{label}</span>
    {children}
  </label>
);

function Outcome({ view: { near, found }, member }: { view: GeoResponse; member: string | null }) {
  if (near === null) {
    return (
      <>
        <WireName wire={member ?? ''} /> is not on this map.
      </>
    );
  }
  const within = formatDistance(near.radiusMetres);
  const others = near.rows.length - Number(near.rows.some((row) => row.member === found?.member));
  const where = found ? (
    <WireName wire={found.member} />
  ) : (
    `${near.latitude.toFixed(4)}, ${near.longitude.toFixed(4)}`
  );
  if (near.sampled) {
    return (
      <>
        So many places are within {within} of {where} that Redis would be busy sorting them: these are the
        nearest {formatCount(others)} of those on the map.
      </>
    );
  }
  if (others === 0) {
    return (
      <>
        No {found && 'other '}place is within {within} of {where}.
      </>
    );
  }
  return (
    <>
      {near.more ? `The nearest ${formatCount(others)} of the` : formatCount(others)}{' '}
      {others === 1 && !near.more ? 'place' : 'places'} within {within} of {where}.
    </>
  );
}

function readForm(data: FormData) {
  const read = (name: string) => {
    const text = data.get(name);
    return typeof text === 'string' && text.trim() !== '' && Number.isFinite(Number(text))
      ? Number(text)
      : null;
  };
  return {
    longitude: read('longitude'),
    latitude: read('latitude'),
    radius: (read('kilometres') ?? 10) * 1000,
    count: read('count') ?? 50,
  };
}
