import { heatColour, heatScale, heatStrength } from './heat-layout';

/** What the colours of a heat map mean: each is ten times the one before. */
export function HeatLegend({ most, text }: { most: number; text: (value: number) => string }) {
  if (!(most > 0)) return null;
  return (
    <ol className="flex items-center gap-3" aria-label="Colours">
      {heatScale(most).map((value) => (
        <li key={value} className="flex items-center gap-1.5 whitespace-nowrap">
          <span
            className="inline-block size-3 rounded-sm border"
            style={{ background: heatColour(heatStrength(value, most)) }}
          />
          {text(value)}
        </li>
      ))}
    </ol>
  );
}
