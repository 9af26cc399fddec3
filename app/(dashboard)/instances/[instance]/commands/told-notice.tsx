import { Notice } from '@/components/ui/notice';
import { formatDuration } from '@/lib/format';
import { runsOthers } from '@/lib/metrics/command-figures';
import type { CommandsResponse } from '@/lib/schemas/commands';

/** Less of the span than this is known: the figures are of the rest, and that is said. */
const WHOLE = 0.9;

/** What of the page is missing, and why: what the server does not tell, and the time that nobody watched. */
export function ToldNotice({ data: { tells, from, to, knownMs, commands } }: { data: CommandsResponse }) {
  const spanMs = to - from;
  switch (tells) {
    case 'nothing':
      return (
        <Notice severity="info" title="This server tells nothing of its commands.">
          INFO has no section commandstats here. Dragonfly hides it, other engines do not count; Redis and
          Valkey have it in every version.
        </Notice>
      );
    case 'notReadYet':
      return (
        <Notice severity="info" title="The commands have not been read yet.">
          Two readings of commandstats, a few seconds apart, make the first figures.
        </Notice>
      );
    case 'noTime':
      return (
        <Notice severity="info" title="This server counts calls, but not the time that they take.">
          All of its commandstats say 0 µs, as Garnet does; times and shares are left out.
        </Notice>
      );
    case 'noErrors':
    case 'all':
  }
  if (knownMs === 0) {
    return (
      <Notice severity="info" title="Nothing is known of this span.">
        Nobody watched this server then, or it did not answer.
      </Notice>
    );
  }
  const parts = [
    knownMs < spanMs * WHOLE &&
      `${formatDuration(knownMs / 1000)} of this span of ${formatDuration(spanMs / 1000)} are known; all figures are of those.`,
    commands.some(({ command }) => runsOthers(command)) &&
      'The time of EXEC and of scripts includes the commands that they run, which have it in their own rows, too.',
    tells === 'noErrors' && 'Errors are counted by command from Redis 6.2 on.',
  ].filter((part) => part !== false);
  return parts.length === 0 ? null : <p className="text-sm text-muted">{parts.join(' ')}</p>;
}
