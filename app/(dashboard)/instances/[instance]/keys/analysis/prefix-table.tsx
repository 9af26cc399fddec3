'use client';

import { ListTree } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { buttonStyle } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { ShareCell } from '@/components/ui/share-cell';
import type { Column } from '@/components/ui/table-column';
import { share } from '@/lib/format';
import type { AnalysisView, WirePrefixRow } from '@/lib/keyspace/analysis-view-schema';
import { TypeBadge, typeWord } from '../type-badge';
import { Estimate, rangeOf, valueOf, type Measure } from './estimate';
import { keysPath } from './keys-path';
import { describePrefix, PrefixLabel } from './prefix-label';
import { typesOf } from './prefix-parts';

/** What a prefix is made of, in numbers: a row opens what is below it. */
export function PrefixTable({
  prefix,
  measure,
  instance,
  database,
  onGo,
}: {
  prefix: NonNullable<AnalysisView['prefix']>;
  measure: Measure;
  instance: string;
  database: number;
  onGo: (path: string) => void;
}) {
  const router = useRouter();
  const { label, ...of } = prefix.of;
  const isEstimate = of.estimate !== undefined;
  const whole = valueOf(of, measure);
  const columns = useMemo(
    () => columnsOf({ within: label, whole, isEstimate, measure, instance, database }),
    [label, whole, isEstimate, measure, instance, database],
  );
  return (
    <DataTable
      label="Prefixes"
      noun="group"
      columns={columns}
      rows={prefix.rows}
      rowId={({ kind, path }) => `${kind} ${path}`}
      defaultSort={`-${measure}`}
      filterHint="session, keys>1000, types:hash"
      exportName={`${instance}-prefixes`}
      onOpen={({ hasChildren, path, glob }) =>
        hasChildren ? onGo(path) : router.push(keysPath(instance, database, glob))
      }
      empty="No key has this prefix."
    />
  );
}

function columnsOf({
  within,
  whole,
  isEstimate,
  measure,
  instance,
  database,
}: {
  within: string;
  whole: number;
  /** Numbers have an interval beside them. */
  isEstimate: boolean;
  measure: Measure;
  instance: string;
  database: number;
}): readonly Column<WirePrefixRow>[] {
  const interval = (field: Measure, end: 'low' | 'high'): Column<WirePrefixRow> => ({
    id: `${field}-${end}`,
    label: `${field === 'keys' ? 'Keys' : 'Bytes'}, ${end === 'low' ? 'at least' : 'at most'}`,
    explains: `The ${end === 'low' ? 'lower' : 'upper'} end of the 95 % interval`,
    value: (row) => row.estimate?.[field][end] ?? null,
    unit: field === 'keys' ? 'count' : 'bytes',
    width: 130,
    extra: true,
  });
  return [
    {
      id: 'prefix',
      label: 'Prefix',
      value: describePrefix,
      width: 190,
      grow: true,
      onCard: 'title',
      cell: (row) => <PrefixLabel row={row} within={within} />,
    },
    {
      id: 'keys',
      label: 'Keys',
      value: (row) => valueOf(row, 'keys'),
      unit: 'count',
      width: isEstimate ? 140 : 110,
      onCard: isEstimate ? 'whole' : 'half',
      cell: (row) => <Estimate range={rangeOf(row, 'keys')} measure="keys" />,
    },
    {
      id: 'bytes',
      label: 'Bytes',
      value: (row) => valueOf(row, 'bytes'),
      unit: 'bytes',
      width: isEstimate ? 200 : 110,
      onCard: isEstimate ? 'whole' : 'half',
      cell: (row) => <Estimate range={rangeOf(row, 'bytes')} measure="bytes" />,
    },
    {
      id: 'share',
      label: `Share of ${measure}`,
      value: (row) => share(valueOf(row, measure), whole),
      unit: 'ratio',
      width: 130,
      onCard: 'whole',
      cell: (row) => <ShareCell ratio={share(valueOf(row, measure), whole)} />,
    },
    {
      id: 'mean',
      label: 'Mean',
      value: ({ meanBytes }) => meanBytes,
      unit: 'bytes',
      width: 85,
      onCard: 'half',
    },
    {
      id: 'max',
      label: 'Largest',
      value: ({ largestBytes }) => largestBytes,
      unit: 'bytes',
      width: 85,
      onCard: 'half',
    },
    {
      id: 'without-ttl',
      label: 'Without TTL',
      explains: 'Share of its keys that never expire',
      value: ({ keys, expiring }) => (keys > 0 ? 1 - expiring.keys / keys : null),
      unit: 'ratio',
      width: 100,
      onCard: 'half',
    },
    {
      id: 'types',
      label: 'Types',
      value: (row) => typesOf(row, 'bytes').map(typeWord).join(', '),
      width: 150,
      onCard: 'whole',
      cell: (row) => <Types row={row} />,
    },
    interval('keys', 'low'),
    interval('keys', 'high'),
    interval('bytes', 'low'),
    interval('bytes', 'high'),
    {
      id: 'browse',
      label: '',
      value: () => null,
      width: 64,
      cell: ({ glob, label }) => (
        <Link
          href={keysPath(instance, database, glob)}
          prefetch={false}
          aria-label={`Browse the keys of ${label || 'all names'}`}
          title="Browse its keys"
          className={buttonStyle({ variant: 'quiet', size: 'small' })}
          onClick={(event) => event.stopPropagation()}
        >
          <ListTree />
        </Link>
      ),
    },
  ];
}

/** The types of its keys; the third and later ones are counted. */
function Types({ row }: { row: WirePrefixRow }) {
  const types = typesOf(row, 'bytes');
  return (
    <span className="flex items-center gap-2.5" title={types.map(typeWord).join(', ')}>
      {types.slice(0, 2).map((type) => (
        <TypeBadge key={type} type={type} />
      ))}
      {types.length > 2 && <span className="text-xs text-muted">+{types.length - 2}</span>}
    </span>
  );
}
