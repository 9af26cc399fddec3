import type { AnalysisState } from '@/lib/keyspace/analysis-summary';

interface Words {
  /** Above its progress. */
  label: string;
  /** In a table. */
  short: string;
  severity: 'fine' | 'info' | 'warning' | 'critical' | 'unknown';
}

/** How each state of an analysis is called. */
export const STATE_WORDS: Record<AnalysisState, Words> = {
  running: { label: 'Looking at keys', short: 'running', severity: 'info' },
  paused: { label: 'Paused', short: 'paused', severity: 'unknown' },
  reconnecting: { label: 'Reconnecting', short: 'reconnecting', severity: 'warning' },
  done: { label: 'Done', short: 'done', severity: 'fine' },
  cancelled: { label: 'Cancelled', short: 'cancelled', severity: 'unknown' },
  interrupted: { label: 'Interrupted', short: 'interrupted', severity: 'warning' },
  failed: { label: 'Failed', short: 'failed', severity: 'critical' },
};

/** Whether it may still go on. */
export const isUnderWay = (state: AnalysisState): boolean =>
  state === 'running' || state === 'paused' || state === 'reconnecting';
