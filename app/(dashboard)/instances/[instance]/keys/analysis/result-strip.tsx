import { Quantity } from '@/components/ui/quantity';
import { StatStrip } from '@/components/ui/stat-strip';
import { formatBytes, formatCount, formatValue, share } from '@/lib/format';
import type { AnalysisAnswer } from '@/lib/keyspace/analysis-schema';
import type { AnalysisView } from '@/lib/keyspace/analysis-view-schema';
import { formatMargin } from '@/lib/keyspace/format-margin';
import { typeWord } from '../type-badge';
import { valueOf } from './estimate';
import { signed } from './signed';
import { describeWhen } from './when';

/** The few numbers that one asks for first. */
export function ResultStrip({
  result: { total, ttl, types, largest, isWhole, seen, unseenKeyBytes },
  against,
}: {
  result: AnalysisView;
  against: AnalysisAnswer['against'];
}) {
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
          note: bytes === null ? 'not measured' : (formatMargin(total.bytes, 'bytes') ?? 'exact'),
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
        ...(against ? [growthStat(against)] : []),
      ]}
    />
  );
}

/** What changed in all, and which prefix most. */
function growthStat({ analysis, growth }: NonNullable<AnalysisAnswer['against']>) {
  const all = growth.find(({ path }) => path === '');
  const most = growth.find(({ path }) => path !== '');
  return {
    label: `Since ${describeWhen(analysis.startedAt)}`,
    value: signed(all?.growth.bytes ?? 0, formatBytes),
    note: most ? `${most.label} ${signed(most.growth.bytes, formatBytes)}` : 'no prefix changed',
  };
}
