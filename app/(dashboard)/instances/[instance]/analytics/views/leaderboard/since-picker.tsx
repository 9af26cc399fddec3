import { Select } from '@/components/ui/input';
import { useTimeZone } from '@/lib/client/use-time-zone';
import { formatDuration } from '@/lib/format';
import type { Movement } from './movement';

const CLOCK = { hour: '2-digit', minute: '2-digit' } as const;
const DATE = { day: 'numeric', month: 'short', ...CLOCK } as const;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const HALF_DAY_MS = 12 * HOUR_MS;

const HOW = 'Ranks are sampled every 5 min while this board is pinned or open';

/** The moment that ranks are compared with; where there is none, why. */
export function SincePicker({
  movement: { sampled, moments, since },
  chosen,
  isBestScores,
  now,
  onChoose,
}: {
  movement: Movement;
  /** What the URL asks for. */
  chosen: number | null;
  isBestScores: boolean;
  now: number;
  onChoose: (since: number) => void;
}) {
  const timeZone = useTimeZone();
  if (since === null) {
    const partial = isBestScores
      ? 'Places are compared where all players are looked at'
      : 'Only the first 4 boards are sampled';
    return <span className="text-sm text-muted">{sampled ? HOW : partial}</span>;
  }
  return (
    <span className="flex items-center gap-2 text-sm text-muted" title={HOW}>
      <span aria-hidden>Since</span>
      <Select
        aria-label="Since"
        // Until the answer has come, the one that was clicked.
        value={chosen !== null && moments.includes(chosen) ? chosen : since}
        onChange={(event) => onChoose(Number(event.target.value))}
        className="w-auto max-sm:max-w-60"
      >
        {moments.map((at) => (
          <option key={at} value={at}>
            {momentInWords(at, now, timeZone)}
          </option>
        ))}
      </Select>
    </span>
  );
}

/** `14:05 · 2 h 10 min ago`; what is longer ago, in hours. */
function momentInWords(at: number, now: number, timeZone: string | undefined): string {
  const options = now - at < HALF_DAY_MS ? CLOCK : DATE;
  const clock = new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(at);
  const exactly = now - at < 3 * HOUR_MS ? MINUTE_MS : HOUR_MS;
  const ago = Math.round((now - at) / exactly) * exactly;
  return `${clock} · ${ago <= 0 ? 'just now' : `${formatDuration(ago / 1000)} ago`}`;
}
