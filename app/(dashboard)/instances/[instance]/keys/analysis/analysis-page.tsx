'use client';

import { useQueryStates } from 'nuqs';
import { useCallback, useState } from 'react';
import { useLive } from '@/components/live/live-provider';
import { PageHeader } from '@/components/shell/page-header';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { useTimeZone } from '@/lib/client/use-time-zone';
import type { AnalysisAnswer } from '@/lib/keyspace/analysis-schema';
import { analysisParams } from '@/lib/search-params';
import { DatabasePicker } from '../../analytics/database-picker';
import { KeysTabs } from '../keys-tabs';
import { AnalysisLine } from './analysis-line';
import { usualComparison } from './comparable-with';
import { EndedNotice } from './ended-notice';
import { FirstAnalysis } from './first-analysis';
import { growthSentence } from './growth-sentence';
import { KeySizesPanel } from './key-sizes-panel';
import { NewAnalysis } from './new-analysis';
import { NotSeen } from './not-seen';
import { ProgressPanel } from './progress-panel';
import { ResultStrip } from './result-strip';
import { ResultTabs } from './result-tabs';
import { SentenceList } from './sentence-list';
import { isUnderWay } from './state-words';
import { When } from './when';

/** While one runs, its numbers change with every batch. */
const RUNNING_MS = 1_000;
/** Somebody else, or another tab, may start one. */
const REFRESH_MS = 15_000;

/** Where every byte went: the analysis of a keyspace, as it runs and when it is done. */
export function AnalysisPage({ initial }: { initial: AnalysisAnswer }) {
  const { instance } = useLive();
  const timeZone = useTimeZone();
  const [{ db, id, prefix, against }, setParams] = useQueryStates(analysisParams);
  const [running, setRunning] = useState(isRunning(initial));
  const [usual, setUsual] = useState(comparedWith(initial));
  const compared = against ?? usual;
  const search = new URLSearchParams({
    db: String(db),
    ...(id !== null && { id: String(id) }),
    ...(prefix && { prefix }),
    ...(compared !== null && { against: String(compared) }),
  });
  const { data, error, pending, refresh } = useRefreshed<AnalysisAnswer>(
    `/api/instances/${instance.id}/keys/analysis?${search}`,
    initial,
    running ? RUNNING_MS : REFRESH_MS,
    compared !== null && initial.against === null,
  );
  if (isRunning(data) !== running) setRunning(isRunning(data));
  if (!pending && comparedWith(data) !== usual) setUsual(comparedWith(data));

  const { analysis, result, analyses } = data;
  const onChanged = useCallback(() => void refresh(), [refresh]);
  const onStarted = () => {
    void refresh();
    void setParams({ id: null, prefix: null, against: null, tab: null });
  };
  const onLook = useCallback(
    (path: string) => void setParams({ prefix: path, tab: null }, { history: 'push' }),
    [setParams],
  );
  const form = {
    database: db,
    keys: data.databases.find(({ database }) => database === db)?.keys ?? null,
    busyBecause: busyBecause(data),
    onStarted,
  };
  const hasKeys = result !== null && result.seen.keys + result.noAccess.keys > 0;
  const underWay = analysis !== null && isUnderWay(analysis.state);
  return (
    <>
      <PageHeader title="Keys">
        <KeysTabs />
        <DatabasePicker database={db} databases={data.databases} />
        {analysis && !underWay && <NewAnalysis {...form} />}
      </PageHeader>
      <div className="space-y-4">
        <ReadTroubles error={error} />
        {analysis ? (
          <>
            {underWay && <ProgressPanel analysis={analysis} isStale={error !== null} onChanged={onChanged} />}
            <EndedNotice analysis={analysis} action={<NewAnalysis label="Analyse again" {...form} />} />
            <AnalysisLine analysis={analysis} result={result} />
            {result && hasKeys && (
              <>
                <NotSeen result={result} refusals={analysis.refusals} />
                <ResultStrip result={result} against={data.against} at={data.at} />
                <SentenceList
                  findings={result.findings}
                  growth={growthSentence(data, timeZone)}
                  sentences={result.sentences}
                  onGrowth={() => void setParams({ tab: 'growth' }, { history: 'push' })}
                  onLook={onLook}
                />
                <ResultTabs data={{ ...data, analysis, result }} pending={pending} onChanged={onChanged} />
              </>
            )}
            {underWay && !hasKeys && <FirstFrames />}
            {!result && analyses.length > 1 && (
              <p className="text-muted">
                The one before is of <When at={analyses[1]!.startedAt} />.{' '}
                <button
                  type="button"
                  className="text-accent hover:underline"
                  onClick={() => void setParams({ id: analyses[1]!.id })}
                >
                  Show it
                </button>
              </p>
            )}
          </>
        ) : (
          <>
            <FirstAnalysis {...form} />
            <KeySizesPanel keysizes={data.keysizes} />
          </>
        )}
      </div>
    </>
  );
}

/** Where the first numbers will stand. */
const FirstFrames = () => (
  <div aria-hidden className="space-y-4">
    <div className="h-22 rounded-lg border bg-surface" />
    <div className="h-20 rounded-lg border bg-surface" />
    <div className="h-120 rounded-lg border bg-surface" />
  </div>
);

const isRunning = ({ analysis }: AnalysisAnswer): boolean => analysis !== null && isUnderWay(analysis.state);

/** What one is compared with unless somebody chooses, once it has ended. */
const comparedWith = ({ analysis, analyses }: AnalysisAnswer): number | null =>
  analysis && !isUnderWay(analysis.state) ? (usualComparison(analysis, analyses)?.id ?? null) : null;

/** Why no other one can begin just now. */
function busyBecause({ busy }: AnalysisAnswer): string | null {
  const [first] = busy;
  return first ? `${first.user} has an analysis running at ${first.node}: one at a time.` : null;
}
