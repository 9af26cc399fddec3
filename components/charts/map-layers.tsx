import { memo } from 'react';
import { formatDistance } from '@/lib/format';
import { placeLabels } from './place-labels';
import {
  circleAround,
  degreeLines,
  formatLatitude,
  formatLongitude,
  scaleBar,
  type MapPlace,
  type Projection,
} from './map-projection';

/** A place on a map. */
export interface MapPoint extends MapPlace {
  /** Unique on the map. */
  id: string;
  label: string;
  /** `chosen`: the one that it is about; `inside`: among those meant; `outside`: none of them. */
  tone?: 'chosen' | 'inside' | 'outside';
  /** From what is in the middle of the search. */
  distanceMetres?: number | null;
}

interface Sheet {
  map: Projection;
  width: number;
  height: number;
}

/** Pixels between two lines, about. */
const LINES_APART = 110;

/** Meridians and parallels at round degrees, named at the edges. */
export const Grid = memo(function Grid({ map, width, height }: Sheet) {
  const { west, east, south, north } = map.box;
  const meridians = degreeLines(west, east, Math.max(2, width / LINES_APART));
  const parallels = degreeLines(Math.max(-90, south), Math.min(90, north), Math.max(2, height / LINES_APART));
  const text = { fontSize: 12, fill: 'var(--ink-muted)' };
  return (
    <g>
      {meridians.at.map((at) => (
        <line key={at} x1={map.x(at)} x2={map.x(at)} y2={height} stroke="var(--line)" />
      ))}
      {parallels.at.map((at) => (
        <line key={at} x2={width} y1={map.y(at)} y2={map.y(at)} stroke="var(--line)" />
      ))}
      {meridians.at
        .filter((at) => map.x(at) > 90 && map.x(at) < width - 30)
        .map((at) => (
          <text key={at} x={map.x(at)} y={height - 6} textAnchor="middle" {...text}>
            {formatLongitude(at, meridians.step)}
          </text>
        ))}
      {parallels.at
        .filter((at) => map.y(at) > 16 && map.y(at) < height - 40)
        .map((at) => (
          <text key={at} x={6} y={map.y(at) - 4} {...text}>
            {formatLatitude(at, parallels.step)}
          </text>
        ))}
    </g>
  );
});

/** A circle on the ground; one that is too small to be seen is a ring. */
export function Circle({ circle, map }: { circle: MapPlace & { radiusMetres: number }; map: Projection }) {
  const corners = circleAround(circle, circle.radiusMetres);
  const [x, y] = [map.x(circle.longitude), map.y(circle.latitude)];
  const shape = { fill: 'var(--accent)', fillOpacity: 0.08, stroke: 'var(--accent)', strokeWidth: 1.5 };
  return (
    <g>
      {circle.radiusMetres / map.metresPerPixel < 8 ? (
        <circle cx={x} cy={y} r={8} {...shape} />
      ) : (
        corners.length > 0 && (
          <polygon
            points={corners.map((corner) => `${map.x(corner.longitude)},${map.y(corner.latitude)}`).join(' ')}
            {...shape}
          />
        )
      )}
      <path d={`M${x - 5} ${y}h10M${x} ${y - 5}v10`} stroke="var(--accent)" strokeWidth={1.5} />
    </g>
  );
}

const FILLS = { chosen: 'var(--accent)', inside: 'var(--series-1)', outside: 'var(--series-8)' };

/** The points: the more there are, the smaller and lighter each is, so that crowds are seen as such. */
export const Dots = memo(function Dots({
  points,
  map,
  width,
  height,
}: Sheet & { points: readonly MapPoint[] }) {
  const seen = points.filter((point) => isInside(point, { map, width, height }));
  const crowd = seen.length > 300;
  const order = { outside: 0, inside: 1, chosen: 2 };
  return (
    <g>
      {seen
        .toSorted((a, b) => order[a.tone ?? 'inside'] - order[b.tone ?? 'inside'])
        .map(({ id, longitude, latitude, tone = 'inside' }) => (
          <circle
            key={id}
            cx={map.x(longitude)}
            cy={map.y(latitude)}
            r={tone === 'chosen' ? 5 : crowd ? 2.5 : 4}
            fill={FILLS[tone]}
            fillOpacity={tone === 'chosen' ? 1 : crowd ? 0.5 : 0.8}
          />
        ))}
    </g>
  );
});

const NAMED = 40;
const LONGEST = 22;

/** Names beside the points, where there are few; one that has no room is left out. */
export const Names = memo(function Names({
  points,
  map,
  width,
  height,
}: Sheet & { points: readonly MapPoint[] }) {
  const seen = points.filter((point) => isInside(point, { map, width, height }));
  const wanted = seen.length <= NAMED ? seen : seen.filter(({ tone }) => tone === 'chosen');
  const labels = placeLabels(
    wanted
      .toSorted((a, b) => Number(b.tone === 'chosen') - Number(a.tone === 'chosen'))
      .map(({ id, label, longitude, latitude }) => ({
        id,
        text: label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label,
        x: map.x(longitude),
        y: map.y(latitude),
      })),
    width,
    height,
  );
  const chosen = new Set(wanted.flatMap(({ id, tone }) => (tone === 'chosen' ? [id] : [])));
  return (
    <g>
      {labels.map(({ id, text, x, y, anchor }) => (
        <text
          key={id}
          x={x}
          y={y}
          dy="0.34em"
          textAnchor={anchor}
          fontSize={12}
          fill={chosen.has(id) ? 'var(--ink)' : 'var(--ink-muted)'}
          fontWeight={chosen.has(id) ? 500 : undefined}
          stroke="var(--canvas)"
          strokeWidth={3}
          paintOrder="stroke"
          className="pointer-events-none font-mono"
        >
          {text}
        </text>
      ))}
    </g>
  );
});

/** How long a round distance is here. */
export function ScaleBar({ map }: { map: Projection }) {
  const { metres, pixels } = scaleBar(map.metresPerPixel, 90);
  return (
    <div className="pointer-events-none absolute bottom-1.5 left-2 text-xs text-muted">
      <span className="block text-center tabular-nums">{formatDistance(metres)}</span>
      <span className="block h-1.5 border-x border-b border-ink/60" style={{ width: pixels }} />
    </div>
  );
}

function isInside({ longitude, latitude }: MapPlace, { map, width, height }: Sheet): boolean {
  const [x, y] = [map.x(longitude), map.y(latitude)];
  return x > -6 && y > -6 && x < width + 6 && y < height + 6;
}
