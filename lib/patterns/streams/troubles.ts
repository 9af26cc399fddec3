import { formatCount, formatDuration } from '@/lib/format';
import type { StreamInfo } from '@/lib/redis/parse-stream-info';
import { toDisplay } from '../bytes';
import { HOUR_MS } from '../clock';
import { toGroupRow, type GroupFacts } from './groups';

/** Somebody who was given an entry, or asked for one, should have said something since. */
const LONG_MS = HOUR_MS;

/** What needs attention in the groups of a stream, as sentences, the worst first. */
export function findTroubles(facts: readonly GroupFacts[], info: StreamInfo, poison: number): string[] {
  const found = facts.flatMap((each) => {
    const row = toGroupRow(each, info, poison);
    const name = toDisplay(each.group.name);
    const least = row.looked < row.pending ? 'at least ' : '';
    const troubles: [rank: number, sentence: string][] = [];
    if (row.poison > 0)
      troubles.push([
        0,
        `${capital(least)}${entries(row.poison)} of group ${name} ${was(row.poison)} delivered more than ${poison} times: ` +
          'nobody gets done with them.',
      ]);
    if (row.gone > 0)
      troubles.push([
        1,
        `${capital(least)}${entries(row.gone)} of group ${name} ${was(row.gone)} trimmed away before being acknowledged.`,
      ]);
    if (row.longestIdleMs !== null && row.longestIdleMs > LONG_MS)
      troubles.push([
        2,
        `Of the ${entries(row.pending)} that group ${name} was given and has not acknowledged, one was delivered ` +
          `${formatDuration(row.longestIdleMs / 1_000)} ago.`,
      ]);
    const silent = silence(each);
    if (row.lag !== null && row.lag > 0 && silent !== null)
      troubles.push([
        3,
        `${entries(row.lag)} ${row.lag === 1 ? 'waits' : 'wait'} for group ${name}, ${silent}.`,
      ]);
    return troubles;
  });
  return found.toSorted(([a], [b]) => a - b).map(([, sentence]) => sentence);
}

/** Why nobody fetches; `null` where somebody did lately, or nobody knows. */
function silence({ consumers }: GroupFacts): string | null {
  if (consumers === null) return null;
  if (consumers.length === 0) return 'which has no consumer';
  const idle = Math.min(...consumers.map(({ idleMs }) => idleMs));
  return idle > LONG_MS ? `whose consumers have not asked for any for ${formatDuration(idle / 1_000)}` : null;
}

const entries = (count: number) => `${formatCount(count)} ${count === 1 ? 'entry' : 'entries'}`;
const was = (count: number) => (count === 1 ? 'was' : 'were');
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
