import type { AnalysisResult } from './analysis-result';
import type { AnalysisView } from './analysis-schema';
import type { PrefixPath } from './prefix';

/**
 * What leaves the server of a result: names and labels in their wire form, and of the tree of prefixes what one place
 * in it is made of, two levels deep.
 */
export function toAnalysisView(_result: AnalysisResult, _path: PrefixPath): AnalysisView {
  throw new Error('not yet');
}
