/**
 * A label of an axis. Recharts' own is measured and wrapped word by word, which costs more than the rest of a chart.
 * Recharts adds all but `anchor` and `dy`.
 */
export function Tick({
  anchor,
  dy,
  x,
  y,
  payload,
  index = 0,
  tickFormatter,
}: {
  anchor: 'middle' | 'end';
  dy: string;
  x?: number | string;
  y?: number | string;
  payload?: { value: number };
  index?: number;
  tickFormatter?: (value: number, index: number) => string;
}) {
  if (!payload) return null;
  return (
    <text x={x} y={y} dy={dy} textAnchor={anchor} fontSize={12} fill="var(--ink-muted)">
      {tickFormatter ? tickFormatter(payload.value, index) : payload.value}
    </text>
  );
}
