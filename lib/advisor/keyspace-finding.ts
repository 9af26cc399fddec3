import type { AnalysisResult } from '@/lib/keyspace/analysis-result';
import type { AnalysisView } from '@/lib/keyspace/analysis-view-schema';
import { type Sentence, toWireSentence } from '@/lib/keyspace/sentences';
import type { Unit } from '@/lib/metrics/catalogue';

/** What rules of the keyspace look at besides the analysis; `null` where it is not known. */
export interface KeyspaceFacts {
  maxmemoryPolicy: string | null;
  /** `null`: no limit, or not known. */
  maxmemoryBytes: number | null;
  /** CONFIG GET of the settings that choose an encoding. */
  config: ReadonlyMap<string, string> | null;
}

/** Something to act on: a sentence, the numbers behind it, and what to do. */
export interface KeyspaceFinding extends Sentence {
  severity: 'critical' | 'warning' | 'advice';
  evidence: { label: string; value: number; unit: Unit }[];
  remedy: string;
  /** To be pasted into redis-cli. */
  line?: string;
}

/** A rule: nothing, or what is wrong. */
export type KeyspaceRule = (result: AnalysisResult, facts: KeyspaceFacts) => KeyspaceFinding[];

export const toWireFinding = ({
  evidence,
  remedy,
  line,
  ...sentence
}: KeyspaceFinding): AnalysisView['findings'][number] => ({
  ...toWireSentence(sentence),
  ...{ rule: sentence.id, evidence, remedy },
  ...(line !== undefined && { line }),
});
