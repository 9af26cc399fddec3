'use client';

import { Minus, Plus, Scan } from 'lucide-react';
import { useMemo, useRef, useState, type PointerEvent } from 'react';
import { Button } from '@/components/ui/button';
import { formatDistance } from '@/lib/format';
import { Circle, Dots, Grid, Names, ScaleBar, type MapPoint } from './map-layers';
import { fitBox, zoomBox, type MapBox, type MapPlace, type Projection } from './map-projection';
import { useWidth } from './use-width';

export type { MapPoint } from './map-layers';

/** Pixels that a finger or a hand may tremble in a click. */
const TREMBLE = 4;
/** Pixels from a point where it is still meant. */
const NEAR = 14;

/**
 * Places by longitude and latitude on a grid of degrees, true to scale in the middle; nothing is loaded from
 * elsewhere. It can be dragged and magnified; a click chooses a point, or a place where there is none.
 */
export function PointMap({
  label,
  points,
  box,
  circle,
  onPoint,
  onPlace,
  height = 440,
}: {
  label: string;
  points: readonly MapPoint[];
  /** What is shown until somebody drags it; a new one is shown anew. */
  box: MapBox;
  circle?: (MapPlace & { radiusMetres: number }) | null;
  onPoint?: (id: string) => void;
  onPlace?: (place: MapPlace) => void;
  height?: number;
}) {
  const { width, ref } = useWidth(800);
  const [moved, setMoved] = useState<{ from: string; box: MapBox } | null>(null);
  const { west, south, east, north } = box;
  const asked = [west, south, east, north].join();
  const shown = moved?.from === asked ? moved.box : null;
  const map = useMemo(
    () =>
      shown
        ? fitBox(shown, width, height, [0, 0])
        : fitBox({ west, south, east, north }, width, height, paddingOf(width)),
    [shown, west, south, east, north, width, height],
  );
  const show = (next: MapBox) => setMoved({ from: asked, box: next });
  const [hovered, setHovered] = useState<MapPoint | null>(null);
  const held = useRef<{ x: number; y: number; box: MapBox; dragged: boolean } | null>(null);

  const onDown = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return;
    const { x, y } = positionOf(event, width);
    held.current = { x, y, box: map.box, dragged: false };
  };
  const onMove = (event: PointerEvent<SVGSVGElement>) => {
    const { x, y } = positionOf(event, width);
    const hold = held.current;
    if (!hold) return setHovered(nearest(points, map, x, y));
    if (!hold.dragged && Math.hypot(x - hold.x, y - hold.y) <= TREMBLE) return;
    if (!hold.dragged) event.currentTarget.setPointerCapture(event.pointerId);
    hold.dragged = true;
    setHovered(null);
    show(moveBox(hold.box, (hold.x - x) / width, (hold.y - y) / height));
  };
  const onUp = (event: PointerEvent<SVGSVGElement>) => {
    const hold = held.current;
    held.current = null;
    if (!hold || hold.dragged) return;
    const { x, y } = positionOf(event, width);
    const point = nearest(points, map, x, y);
    if (point) onPoint?.(point.id);
    else onPlace?.(map.place(x, y));
  };
  return (
    <div ref={ref} className="relative overflow-hidden rounded-md border bg-canvas" style={{ height }}>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${width} ${height}`}
        className="block size-full cursor-crosshair touch-pan-y select-none"
        onPointerDown={onDown}
        onPointerMove={onMove}
        onPointerUp={onUp}
        onPointerCancel={() => (held.current = null)}
        onPointerLeave={() => setHovered(null)}
      >
        <Grid map={map} width={width} height={height} />
        {circle && <Circle circle={circle} map={map} />}
        <Dots points={points} map={map} width={width} height={height} />
        <Names points={points} map={map} width={width} height={height} />
        {hovered && (
          <circle
            cx={map.x(hovered.longitude)}
            cy={map.y(hovered.latitude)}
            r={7}
            fill="none"
            stroke="var(--ink)"
            strokeWidth={1.5}
          />
        )}
      </svg>
      {hovered && <PointTooltip point={hovered} map={map} width={width} />}
      <div className="absolute top-2 right-2 flex flex-col gap-1">
        <Button size="icon" aria-label="Nearer" onClick={() => show(zoomBox(map.box, 0.5))}>
          <Plus />
        </Button>
        <Button size="icon" aria-label="Farther away" onClick={() => show(farther(map.box))}>
          <Minus />
        </Button>
        {shown && (
          <Button size="icon" aria-label="As it was" title="As it was" onClick={() => setMoved(null)}>
            <Scan />
          </Button>
        )}
      </div>
      <ScaleBar map={map} />
    </div>
  );
}

function PointTooltip({ point, map, width }: { point: MapPoint; map: Projection; width: number }) {
  const [x, y] = [map.x(point.longitude), map.y(point.latitude)];
  const atRight = x > width / 2;
  return (
    <div
      className="pointer-events-none absolute z-20 max-w-64 rounded-md border bg-raised px-3 py-2 text-xs shadow-overlay"
      style={{
        top: Math.max(4, y - 20),
        ...(atRight ? { right: width - x + 14 } : { left: x + 14 }),
      }}
    >
      <p className="font-mono font-medium break-all">{point.label}</p>
      <p className="text-muted tabular-nums">
        {point.latitude.toFixed(5)}, {point.longitude.toFixed(5)}
      </p>
      {point.distanceMetres != null && (
        <p className="tabular-nums">{formatDistance(point.distanceMetres)} away</p>
      )}
    </div>
  );
}

/** Room for the degrees at the left, the buttons at the right, and names below. */
const paddingOf = (width: number): [number, number] => [Math.min(64, width * 0.14), 32];

/** The whole Earth is the most that there is to see. */
const farther = (box: MapBox) => (box.east - box.west >= 360 ? box : zoomBox(box, 2));

/** @param right @param down shares of its width and height */
function moveBox({ west, south, east, north }: MapBox, right: number, down: number): MapBox {
  const [x, y] = [right * (east - west), -down * (north - south)];
  return { west: west + x, south: south + y, east: east + x, north: north + y };
}

/** Where the pointer is in the picture's own pixels. */
function positionOf(event: PointerEvent<SVGSVGElement>, width: number): { x: number; y: number } {
  const { left, top, width: wide } = event.currentTarget.getBoundingClientRect();
  const scale = width / Math.max(1, wide);
  return { x: (event.clientX - left) * scale, y: (event.clientY - top) * scale };
}

function nearest(points: readonly MapPoint[], map: Projection, x: number, y: number): MapPoint | null {
  let best: MapPoint | null = null;
  let least = NEAR;
  for (const point of points) {
    const away = Math.hypot(map.x(point.longitude) - x, map.y(point.latitude) - y);
    if (away < least) [best, least] = [point, away];
  }
  return best;
}
