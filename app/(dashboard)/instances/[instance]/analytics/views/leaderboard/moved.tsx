import { Badge } from '@/components/ui/badge';
import { UNKNOWN } from '@/lib/format';
import type { LeaderboardRow } from '@/lib/patterns/leaderboards/model';
import { beforeInWords, moveInWords, moveOf, type Movement } from './movement';

/** By how many places a member has moved: a sign for the eye, words for who listens. */
export function Moved({
  row,
  movement,
}: {
  row: Pick<LeaderboardRow, 'place' | 'before'>;
  movement: Movement;
}) {
  const move = moveOf(row, movement);
  const words = beforeInWords(row, movement);
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  if (move === 'new')
    return (
      <Badge tone="info" title={title}>
        new
      </Badge>
    );
  // Who falls is mostly who others have overtaken: nothing to be warned of.
  const tone = move !== null && move > 0 ? 'text-fine' : 'text-muted';
  return (
    <span className={`whitespace-nowrap ${tone}`} title={title}>
      <span aria-hidden>{signOf(move)}</span>
      <span className="sr-only">{moveInWords(move)}</span>
    </span>
  );
}

function signOf(move: number | null): string {
  if (move === null) return UNKNOWN;
  if (move === 0) return '=';
  return `${move > 0 ? '▲' : '▼'} ${Math.abs(move).toLocaleString('en-US')}`;
}
