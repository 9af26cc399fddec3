import { formatCount, formatDuration } from '@/lib/format';
import type { AnalysisAnswer } from '@/lib/keyspace/analysis-schema';
import type { AnalysisView } from '@/lib/keyspace/analysis-view-schema';
import { PACE_WORDS } from './pace-words';
import { isUnderWay } from './state-words';
import { When } from './when';

type Analysis = NonNullable<AnalysisAnswer['analysis']>;

/** Which analysis this is, and how sure its numbers are. */
export function AnalysisLine({ analysis, result }: { analysis: Analysis; result: AnalysisView | null }) {
  const { startedAt, endedAt, user, state, options } = analysis;
  const { sampleKeys, pace, detail } = options;
  const facts = [
    sampleKeys === null ? 'every key' : `a sample of ${formatCount(sampleKeys)} keys`,
    PACE_WORDS[pace].label.toLowerCase(),
    detail === 'basic' && 'basic detail',
    endedAt !== null && `took ${formatDuration((endedAt - startedAt) / 1000)}`,
  ];
  return (
    <p className="max-w-5xl text-muted">
      <span className="text-ink">
        <When at={startedAt} />
      </span>{' '}
      by {user}: {facts.filter(Boolean).join(', ')}.{' '}
      {result && (isUnderWay(state) ? `So far: ${lowerFirst(result.sureness)}` : result.sureness)}
      {result &&
        result.goneKeys > 0 &&
        ` ${formatCount(result.goneKeys)} keys expired or were removed while they were looked at, and count nowhere.`}
    </p>
  );
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
