import { SeverityIcon } from '@/components/ui/severity-icon';
import { StatStrip } from '@/components/ui/stat-strip';
import { formatCount, formatValue, share } from '@/lib/format';
import type { SessionsResponse } from '@/lib/patterns/sessions/read';
import { sampleWords } from './sample-words';

/** From here on an index names more ended sessions than those that have only just ended. */
const MUCH_DRIFT = 0.5;

/** How many sessions there are, of how many users, and what is wrong with them. */
export function SessionStrip({ view }: { view: SessionsResponse }) {
  const { sample, drift } = view;
  const drifted = drift && share(drift.gone, drift.members);
  return (
    <StatStrip
      stats={[
        {
          label: 'Sessions',
          value: `${view.exact ? '' : '≈ '}${formatCount(view.total)}`,
          note: 'by the last scan',
        },
        { label: 'Users', value: formatCount(sample.users), note: sampleWords(sample) },
        {
          label: 'Never expire',
          value: <Watched value={formatCount(sample.withoutTtl)} isBad={sample.withoutTtl > 0} />,
          note: sampleWords(sample),
        },
        {
          label: 'Past their end',
          value: <Watched value={formatCount(sample.ended)} isBad={sample.ended > 0} />,
          note: 'by their own word, and still stored',
        },
        {
          label: 'Index drift',
          value: (
            <Watched
              value={formatValue(drifted, 'ratio')}
              isBad={drift !== null && drift.gone >= 3 && (drifted ?? 0) > MUCH_DRIFT}
            />
          ),
          note: drift
            ? `${formatCount(drift.gone)} of ${formatCount(drift.members)} entries name no session`
            : 'there are no indexes',
        },
      ]}
    />
  );
}

const Watched = ({ value, isBad }: { value: string; isBad: boolean }) => (
  <span className="inline-flex items-center gap-2">
    {value}
    {isBad && <SeverityIcon severity="warning" />}
  </span>
);
