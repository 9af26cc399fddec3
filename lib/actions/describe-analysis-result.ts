import type { ANALYSIS_ACTIONS } from './analysis-actions';
import { formatCount } from '@/lib/format';
import { fine, type ResultSentence } from './result-sentence';

/** What an action on an analysis did. */
export function describeAnalysisResult(
  id: keyof typeof ANALYSIS_ACTIONS,
  { state, seenKeys }: Record<string, unknown>,
): ResultSentence {
  const keys = `${formatCount(Number(seenKeys))} keys`;
  switch (id) {
    case 'analysis.start':
      if (state === 'done') return fine(`Looked at ${keys}.`);
      return fine(
        state === 'cancelled' ? `Cancelled after ${keys}, which are kept.` : 'The analysis has begun.',
      );
    case 'analysis.pause':
      return fine(`The analysis pauses after ${keys}.`);
    case 'analysis.continue':
      return fine('The analysis goes on.');
    case 'analysis.cancel':
      return fine(`The analysis is cancelled; ${keys} are kept.`);
    case 'analysis.pace':
      return fine('The pace is changed.');
    case 'analysis.forget':
      return fine('The analysis is forgotten.');
  }
}
