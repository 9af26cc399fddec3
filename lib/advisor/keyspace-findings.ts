import type { AnalysisResult } from '@/lib/keyspace/analysis-result';
import { findBigKeys } from './find-big-keys';
import { findDominantPrefix } from './find-dominant-prefix';
import { findKeysWithoutTtl } from './find-keys-without-ttl';
import { findLargeEncodings } from './find-large-encodings';
import { findSmallStrings } from './find-small-strings';
import type { KeyspaceFacts, KeyspaceFinding, KeyspaceRule } from './keyspace-finding';

const RULES: readonly KeyspaceRule[] = [
  findKeysWithoutTtl,
  findDominantPrefix,
  findBigKeys,
  findSmallStrings,
  findLargeEncodings,
];

const RANKS = { critical: 0, warning: 1, advice: 2 };

/** What the rules find in a keyspace, the most urgent first. */
export const findInKeyspace = (result: AnalysisResult, facts: KeyspaceFacts): KeyspaceFinding[] =>
  RULES.flatMap((rule) => rule(result, facts)).sort((a, b) => RANKS[a.severity] - RANKS[b.severity]);
