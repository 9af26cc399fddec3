import { Quantity } from '@/components/ui/quantity';
import { StatStrip } from '@/components/ui/stat-strip';
import { useTimeZone } from '@/lib/client/use-time-zone';
import { formatBytes, formatCount, formatValue, share } from '@/lib/format';
import type { AnalysisAnswer } from '@/lib/keyspace/analysis-schema';
import type { AnalysisView } from '@/lib/keyspace/analysis-view-schema';
import { formatMargin } from '@/lib/keyspace/format-margin';
import { typeWord } from '../type-badge';
import { valueOf } from './estimate';
import { signed, signOf } from './signed';
import { describeSince } from './describe-when';

/** The few numbers that one asks for first. */
export function ResultStrip({
  result: { total, ttl, types, largest, isWhole, seen, unseenKeyBytes, unmeasuredKeys },
  against,
  at,
}: {
  result: AnalysisView;
  against: AnalysisAnswer['against'];
  /** Unix milliseconds. */
  at: number;
}) {
  const timeZone = useTimeZone();
  const keys = total.keys.estimate;
  // Of keys that nobody may measure nothing is known, which is not zero.
  const bytes = total.bytes.estimate > 0 ? total.bytes.estimate : null;
  const ofBytes = (part: number | null) => formatValue(share(part, bytes), 'ratio');
  const never = bytes === null ? null : valueOf(ttl.never, 'bytes');
  const [biggest] = largest;
  const [type] = types;
  return (
    <StatStrip
      stats={[
        {
          label: 'Bytes of keys',
          value: <Quantity value={bytes} unit="bytes" />,
          note:
            bytes === null
              ? 'not measured'
              : unmeasuredKeys > 0
                ? `without ${formatCount(unmeasuredKeys)} keys`
                : (formatMargin(total.bytes, 'bytes') ?? 'exact'),
        },
        {
          label: 'Keys',
          value: formatCount(keys),
          note: isWhole ? 'all looked at' : `${formatCount(seen.keys)} looked at`,
        },
        {
          label: 'Never expires',
          value: <Quantity value={never} unit="bytes" />,
          note:
            never === null
              ? `${formatCount(valueOf(ttl.never, 'keys'))} keys`
              : `${ofBytes(never)} of all bytes`,
        },
        {
          label: 'Mean key',
          value: <Quantity value={keys > 0 && bytes !== null ? bytes / keys : null} unit="bytes" />,
          note: bytes !== null && type && `${ofBytes(valueOf(type, 'bytes'))} in ${typeWord(type.type)} keys`,
        },
        {
          label: 'Largest key',
          value: <Quantity value={bytes === null ? null : biggest?.bytes} unit="bytes" />,
          note:
            bytes === null || isWhole || unseenKeyBytes === null
              ? biggest && `a ${typeWord(biggest.type)}`
              : `one not seen: up to ${formatBytes(unseenKeyBytes)}`,
        },
        ...(against ? [growthStat(against, describeSince(against.analysis.startedAt, at, timeZone))] : []),
      ]}
    />
  );
}

/** What changed in all. */
function growthStat({ growth }: NonNullable<AnalysisAnswer['against']>, since: string) {
  const all = growth.find(({ path }) => path === '')?.growth ?? { bytes: 0, keys: 0 };
  return {
    label: `Since ${since}`,
    value: (
      <>
        {signOf(all.bytes)}
        <Quantity value={Math.abs(all.bytes)} unit="bytes" />
      </>
    ),
    note: `${signed(all.keys, formatCount)} keys`,
  };
}
