import type { TreemapPart } from '@/components/charts/treemap';
import { formatCount, formatValue, share } from '@/lib/format';
import type { WirePrefixRow } from '@/lib/keyspace/analysis-view-schema';
import { typeColour, typeWord } from '../type-badge';
import { describeRange, rangeOf, valueOf, type Measure } from './estimate';
import { describePrefix } from './prefix-label';
import { keysPath } from './keys-path';

/** What the colour of a box says. */
export type Colouring = 'type' | 'expiry';

type Row = WirePrefixRow & { parts?: readonly WirePrefixRow[] };

/** How prefixes are drawn as areas. */
export interface PrefixDrawing {
  measure: Measure;
  colouring: Colouring;
  /** The label of what is looked at: what names have in common is left out. */
  within: string;
  /** Of what is looked at. */
  whole: number;
  instance: string;
  database: number;
  onGo: (path: string) => void;
}

/** One box for each prefix, with those one level down in it. */
export function prefixParts(rows: readonly Row[], drawing: PrefixDrawing): TreemapPart[] {
  return rows.map((row) => {
    const value = valueOf(row, drawing.measure);
    const ofWhole = formatValue(share(value, drawing.whole), 'ratio');
    const figure = formatValue(value, drawing.measure === 'bytes' ? 'bytes' : 'count');
    return {
      id: `${row.kind} ${row.path}`,
      value,
      content: {
        label: shortLabel(row, drawing.within),
        figure: `${figure} · ${ofWhole}`,
        spoken: `${describePrefix(row)}: ${figure}, ${ofWhole}`,
        colour: colourOf(row, drawing),
        tooltip: <PrefixTooltip row={row} ofWhole={ofWhole} />,
        ...(row.hasChildren
          ? { onOpen: () => drawing.onGo(row.path) }
          : { href: keysPath(drawing.instance, drawing.database, row.glob) }),
      },
      ...(row.parts &&
        row.parts.length > 1 && {
          parts: prefixParts(row.parts, { ...drawing, within: row.label }),
        }),
    };
  });
}

function shortLabel({ label, kind }: Row, within: string): string {
  if (kind === 'own') return 'ends here';
  return label.startsWith(within) && label.length > within.length ? label.slice(within.length) : label;
}

function colourOf(row: Row, { colouring, measure }: PrefixDrawing): string {
  if (colouring === 'type') return typeColour(typesOf(row, measure)[0] ?? '');
  const never = 1 - (share(row.expiring[measure], row[measure]) ?? 0);
  return `color-mix(in oklab, var(--series-2) ${Math.round(never * 100)}%, var(--series-3))`;
}

/** The types of a prefix's keys, those that take most first. */
export const typesOf = ({ byType }: Pick<WirePrefixRow, 'byType'>, measure: Measure): string[] =>
  Object.entries(byType)
    .sort(([, a], [, b]) => b[measure] - a[measure] || b.keys - a.keys)
    .map(([type]) => type);

function PrefixTooltip({ row, ofWhole }: { row: Row; ofWhole: string }) {
  const facts = [
    ['Bytes', describeRange(rangeOf(row, 'bytes'), 'bytes')],
    ['Keys', describeRange(rangeOf(row, 'keys'), 'keys')],
    ['Share', ofWhole],
    ['Mean', formatValue(row.meanBytes, 'bytes')],
    ['Largest', formatValue(row.largestBytes, 'bytes')],
    ['Without TTL', `${formatValue(1 - (share(row.expiring.keys, row.keys) ?? 1), 'ratio')} of keys`],
    ['Types', typesOf(row, 'bytes').map(typeWord).join(', ')],
  ];
  return (
    <>
      <p className="mb-1 font-mono font-medium break-all">{describePrefix(row)}</p>
      <table>
        <tbody>
          {facts.map(([name, fact]) => (
            <tr key={name}>
              <td className="pr-3 text-muted">{name}</td>
              <td>{fact || formatCount(null)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-1 text-muted">
        {row.hasChildren ? 'Opens what is below it.' : 'Opens its keys in the browser.'}
      </p>
    </>
  );
}
