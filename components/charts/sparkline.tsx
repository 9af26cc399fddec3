import type { Point } from '@/lib/metrics/series';

const WIDTH = 120;
const HEIGHT = 28;

/** A metric's shape over the range, without axes; drawn on the server, so that it is there with the number. */
export function Sparkline({
  points,
  from,
  to,
  max,
}: {
  points: readonly Point[];
  from: number;
  to: number;
  max?: number;
}) {
  const path = drawPath(points, from, to, max);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className="h-7 w-full" aria-hidden>
      <path
        d={path}
        fill="none"
        stroke="var(--series-1)"
        strokeWidth={1.5}
        vectorEffect="non-scaling-stroke"
        strokeLinejoin="round"
      />
    </svg>
  );
}

function drawPath(points: readonly Point[], from: number, to: number, max?: number): string {
  const top = max ?? Math.max(...points.map(([, value]) => value ?? 0), 0);
  const x = (at: number) => ((at - from) / (to - from)) * WIDTH;
  const y = (value: number) => HEIGHT - 1 - (top > 0 ? (value / top) * (HEIGHT - 3) : 0);
  let pen = 'M';
  let path = '';
  for (const [at, value] of points) {
    if (at < from) continue;
    // A gap lifts the pen.
    if (value !== null) path += `${pen}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = value === null ? 'M' : 'L';
  }
  return path;
}
