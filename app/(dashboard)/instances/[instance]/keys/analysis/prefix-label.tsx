import { ChevronRight } from 'lucide-react';
import type { WirePrefixRow } from '@/lib/keyspace/analysis-view-schema';

type Row = Pick<WirePrefixRow, 'label' | 'kind'>;

/** A prefix by its name; what it has in common with the one that is looked at is quieter. */
export function PrefixLabel({
  row: { label, kind, hasChildren },
  within,
}: {
  row: Row & { hasChildren: boolean };
  within: string;
}) {
  const common = within !== '' && label.startsWith(within) ? within : '';
  return (
    <span className="font-mono text-xs" title={describePrefix({ label, kind })}>
      {common !== '' && <span className="text-muted">{common}</span>}
      {label.slice(common.length)}
      {hasChildren && <ChevronRight aria-hidden className="ml-1 inline size-3.5 align-[-2px] text-faint" />}
      {NOTES[kind] && <span className="ml-2 font-sans text-muted">{NOTES[kind]}</span>}
    </span>
  );
}

const NOTES: Record<Row['kind'], string> = {
  prefix: '',
  own: 'names that end here',
  rest: 'rarer names',
};

/** The same in plain text. */
export const describePrefix = ({ label, kind }: Row): string =>
  [label || 'all keys', NOTES[kind]].filter(Boolean).join(', ');
