import { HISTORY_GROUPINGS, type HistoryGrouping } from '@/lib/client-history/describe-client-history';
import type { Grouping } from '@/lib/group-clients';
import { HISTORY_POINTS, HISTORY_SERIES } from './history-points';

/** What the page asks of its route. */
export interface HistoryAsked {
  span: number;
  from?: number;
  to?: number;
  by: Grouping | null;
  own: boolean;
  node: string | null;
  at: number | null;
  /** Whether the period before is compared with. */
  compared: boolean;
}

/** What connections are grouped by; the tab of the present knows one more way. */
export const historyGrouping = (by: Grouping | null): HistoryGrouping =>
  HISTORY_GROUPINGS.find((known) => known === by) ?? 'name';

/** The query of the route, for the browser and for the server's first answer. */
export function historySearch({
  span,
  from,
  to,
  by,
  own,
  node,
  at,
  compared,
}: HistoryAsked): Record<string, string> {
  const whole = (moment: number) => String(Math.max(0, Math.round(moment)));
  return {
    by: historyGrouping(by),
    span: whole(span),
    points: String(HISTORY_POINTS),
    series: String(HISTORY_SERIES),
    ...(from !== undefined && { from: whole(from) }),
    ...(to !== undefined && { to: whole(to) }),
    ...(own && { own: '1' }),
    ...(compared && { before: '1' }),
    ...(node !== null && { node }),
    ...(at !== null && { at: whole(at) }),
  };
}
