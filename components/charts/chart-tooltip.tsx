import { formatValue } from '@/lib/format';
import type { Unit } from '@/lib/metrics/catalogue';
import type { Marker } from '@/lib/metrics/markers';
import { valueAt, type ChartRow, type ChartSeries } from './chart-data';

const moment = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayAndClock = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** A marker this close to the crosshair is named in the tooltip. */
const NEAR_MS = 4_000;

/** What the chart says at the crosshair; Recharts adds `active` and `payload`. */
export function ChartTooltip({
  series,
  unit,
  markers,
  dated = false,
  active,
  payload,
}: {
  series: readonly ChartSeries[];
  unit: Unit;
  markers: readonly Marker[];
  /** The chart is so long that a clock time alone would not say when. */
  dated?: boolean;
  active?: boolean;
  payload?: readonly { payload?: ChartRow }[];
}) {
  const row = payload?.[0]?.payload;
  if (!active || !row) return null;
  const near = markers.filter(({ at }) => Math.abs(at - row.at) <= NEAR_MS);
  return (
    <div className="rounded-md border bg-raised px-3 py-2 text-xs shadow-overlay">
      <p className="mb-1 text-muted">{(dated ? dayAndClock : moment).format(row.at)}</p>
      <table>
        <tbody>
          {series.map(({ id, label, colour, points }) => (
            <tr key={id}>
              <td className="pr-2">
                <span className="mr-2 inline-block h-2 w-2 rounded-full" style={{ background: colour }} />
                {label}
              </td>
              <td className="text-right font-medium">{formatValue(valueAt(points, row.at), unit)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {near.map(({ at, text }) => (
        <p key={`${at} ${text}`} className="mt-1 max-w-60 border-t pt-1">
          {text}
        </p>
      ))}
    </div>
  );
}
