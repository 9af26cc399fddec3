import { Notice } from '@/components/ui/notice';
import type { HistoryProblem } from '@/lib/schemas/history';

/** Says why the charts of a page have no past, where it is kept elsewhere. */
export function HistoryTrouble({ problem }: { problem: HistoryProblem | null }) {
  if (!problem) return null;
  return (
    <Notice severity="warning" title={problem.message}>
      {problem.remedy}
    </Notice>
  );
}
