import { Quantity } from '@/components/ui/quantity';
import { StatStrip } from '@/components/ui/stat-strip';
import { formatBytes, formatCount, formatValue, share } from '@/lib/format';
import type { AnalysisAnswer, AnalysisView } from '@/lib/keyspace/analysis-schema';
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
  const [keys, bytes] = [total.keys.estimate, total.bytes.estimate];
  const ofBytes = (part: number) => formatValue(share(part, bytes), 'ratio');
  const never = valueOf(ttl.never, 'bytes');
  const [biggest] = largest;
  const [type] = types;
  return (
    <StatStrip
      stats={[
        {
          label: 'Bytes of keys',
          value: <Quantity value={bytes} unit="bytes" />,
          note: formatMargin(total.bytes, 'bytes') ?? 'exact',
        },
        {
          label: 'Keys',
          value: formatCount(keys),
          note: isWhole ? 'all looked at' : `${formatCount(seen.keys)} looked at`,
        },
        {
          label: 'Never expires',
          value: <Quantity value={never} unit="bytes" />,
          note: `${ofBytes(never)} of all bytes`,
        },
        {
          label: 'Mean key',
          value: <Quantity value={keys > 0 ? bytes / keys : null} unit="bytes" />,
          note: type && `${ofBytes(valueOf(type, 'bytes'))} in ${typeWord(type.type)} keys`,
        },
        {
          label: 'Largest key',
          value: <Quantity value={biggest?.bytes} unit="bytes" />,
          note:
            isWhole || unseenKeyBytes === null
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
