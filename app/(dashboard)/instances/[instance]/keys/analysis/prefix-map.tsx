'use client';

import { useMemo } from 'react';
import { Treemap } from '@/components/charts/treemap';
import type { AnalysisView } from '@/lib/keyspace/analysis-view-schema';
import { typeColour, typeWord } from '../type-badge';
import { valueOf } from './estimate';
import { prefixParts, typesOf, type PrefixDrawing } from './prefix-parts';

type Prefix = NonNullable<AnalysisView['prefix']>;

/** Most prefixes that are drawn; the table below has all. */
const MOST_BOXES = 120;

/** The prefixes of a place as areas, with what the colours mean. */
export function PrefixMap({
  prefix,
  ...drawing
}: { prefix: Prefix } & Omit<PrefixDrawing, 'whole' | 'within'>) {
  const { measure, colouring, instance, database, onGo } = drawing;
  const parts = useMemo(
    () =>
      prefixParts(
        prefix.rows.toSorted((a, b) => valueOf(b, measure) - valueOf(a, measure)).slice(0, MOST_BOXES),
        {
          ...{ measure, colouring, instance, database, onGo },
          ...{ within: prefix.of.label, whole: valueOf(prefix.of, measure) },
        },
      ),
    [prefix, measure, colouring, instance, database, onGo],
  );
  return (
    <>
      <Treemap
        label={`${prefix.of.label || 'All keys'} by prefix, by ${measure}`}
        parts={parts}
        height={Math.min(420, 160 + 60 * prefix.rows.length)}
      />
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted">
        {colouring === 'type' ? <TypeLegend prefix={prefix} /> : <ExpiryLegend />}
      </div>
    </>
  );
}

const TypeLegend = ({ prefix }: { prefix: Prefix }) =>
  typesOf(prefix.of, 'bytes').map((type) => (
    <span key={type} className="flex items-center gap-1.5">
      <Swatch colour={typeColour(type)} />
      {typeWord(type)}
    </span>
  ));

const ExpiryLegend = () => (
  <>
    <span className="flex items-center gap-1.5">
      <Swatch colour="var(--series-3)" /> all expire
    </span>
    <span className="flex items-center gap-1.5">
      <Swatch colour="color-mix(in oklab, var(--series-2) 50%, var(--series-3))" /> half of them
    </span>
    <span className="flex items-center gap-1.5">
      <Swatch colour="var(--series-2)" /> none ever expires
    </span>
  </>
);

const Swatch = ({ colour }: { colour: string }) => (
  <span aria-hidden className="size-2.5 rounded-sm" style={{ background: colour }} />
);
