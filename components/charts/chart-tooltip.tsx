import { formatsOf, type Zone } from '@/lib/client/wall-clock';
import { formatValue } from '@/lib/format';
import type { Unit } from '@/lib/metrics/catalogue';
import type { Marker } from '@/lib/metrics/markers';
import { changeText } from './change-text';
import { valueAt, type ChartRow, type ChartSeries } from './chart-data';
import { beginOf } from './group-marks';

/** A marker this close to the crosshair is named in the tooltip; in long spans, a hundredth of the span. */
const NEAR_MS = 4_000;
const MOST_NAMED = 5;

/** What the chart says at the crosshair; Recharts adds `active` and `payload`. */
export function ChartTooltip({
  series,
  unit,
  markers,
  spanMs,
  zone,
  active,
  payload,
}: {
  series: readonly ChartSeries[];
  unit: Unit;
  markers: readonly Marker[];
  /** How long the chart is: in a long one a clock time alone would not say when. */
  spanMs: number;
  zone: Zone;
  active?: boolean;
  payload?: readonly { payload?: ChartRow }[];
}) {
  const row = payload?.[0]?.payload;
  if (!active || !row) return null;
  const { exact, dayAndClock } = formatsOf(zone);
  const reach = Math.max(NEAR_MS, spanMs / 100);
  const near = markers.filter((marker) => row.at >= beginOf(marker) - reach && row.at <= marker.at + reach);
  const compared = series.some(({ previous }) => previous !== undefined);
  return (
    <div className="rounded-md border bg-raised px-3 py-2 text-xs shadow-overlay">
      <p className="mb-1 text-muted">{(spanMs > 12 * 3_600_000 ? dayAndClock : exact).format(row.at)}</p>
      <table>
        {compared && (
          <thead className="text-right text-muted">
            <tr>
              <td />
              <td />
              <td className="pl-3 max-sm:hidden">before</td>
              <td className="pl-3">change</td>
            </tr>
          </thead>
        )}
        <tbody>
          {series.map(({ id, label, colour, points, previous }) => (
            <tr key={id}>
              <td className="pr-2">
                <span className="mr-2 inline-block h-2 w-2 rounded-full" style={{ background: colour }} />
                {label}
              </td>
              <td className="text-right font-medium">{formatValue(valueAt(points, row.at), unit)}</td>
              {previous && (
                <>
                  <td className="pl-3 text-right text-muted max-sm:hidden">
                    {formatValue(valueAt(previous, row.at), unit)}
                  </td>
                  <td className="pl-3 text-right">
                    {changeText(valueAt(points, row.at), valueAt(previous, row.at), unit)}
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {near.length > 0 && (
        <ul className="mt-1 max-w-64 border-t pt-1">
          {near.slice(0, MOST_NAMED).map(({ at, text }) => (
            <li key={`${at} ${text}`}>{text}</li>
          ))}
          {near.length > MOST_NAMED && <li className="text-muted">and {near.length - MOST_NAMED} more</li>}
        </ul>
      )}
    </div>
  );
}
