import { formatCount, formatValue } from '@/lib/format';
import { plural } from '@/lib/plural';
import { KIND_SETTINGS, unitOfKind, type SlowlogKind } from '@/lib/redis/slowlog-kinds';
import type { SlowlogFacts } from '@/lib/schemas/slowlog';

/** What a log holds: "Commands that take", "Requests of", "Replies of". */
const SUBJECTS: Record<SlowlogKind, string> = {
  slow: 'Commands that take',
  'large-request': 'Commands with requests of',
  'large-reply': 'Commands with replies of',
};

/** What is logged, and what is not, in one line. */
export function describeSettings({
  kind,
  settings,
  refused,
}: Pick<SlowlogFacts, 'kind' | 'settings' | 'refused'>): string {
  const { threshold: name } = KIND_SETTINGS[kind];
  const thresholds = [...new Set(settings.flatMap(({ threshold }) => threshold ?? []))];
  if (thresholds.length === 0) {
    const why = refused['config|get'] ? ` ${refused['config|get'].message}` : '';
    return `Commands above ${name} are logged; its value cannot be read.${why}`;
  }
  const subject = SUBJECTS[kind];
  const logging = thresholds.filter((threshold) => threshold >= 0).sort((a, b) => a - b);
  if (logging.length === 0) return `Nothing is logged: ${name} is negative.`;
  const texts = logging.map((threshold) => formatValue(threshold, unitOfKind(kind)));
  if (thresholds.length > 1)
    return `The nodes differ: ${name} is ${texts.join(', ')}${logging.length < thresholds.length ? ' or negative, which logs nothing' : ''}.`;
  const less = kind === 'slow' ? 'what is faster' : 'what is smaller';
  return logging[0] === 0
    ? 'Every command is logged: the threshold is 0.'
    : `${subject} ${texts[0]} or more are logged; ${less} leaves no trace here.${describeLength(settings)}`;
}

function describeLength(settings: SlowlogFacts['settings']): string {
  const lengths = [...new Set(settings.flatMap(({ maxLength }) => maxLength ?? []))];
  return lengths.length === 1
    ? ` A server holds the newest ${formatCount(lengths[0])}; what was read of them is kept here for 30 days.`
    : '';
}

/** Why there is no entry. */
export function describeNothing({ kind, settings }: Pick<SlowlogFacts, 'kind' | 'settings'>): string {
  const thresholds = settings.flatMap(({ threshold }) => threshold ?? []);
  if (thresholds.length > 0 && thresholds.every((threshold) => threshold < 0)) return 'The log is off.';
  const least = thresholds.filter((threshold) => threshold >= 0).sort((a, b) => a - b)[0];
  if (least === undefined) return 'No command was logged in this span.';
  const amount = formatValue(least, unitOfKind(kind));
  return kind === 'slow'
    ? `No command took ${amount} or longer in this span.`
    : `No ${kind === 'large-request' ? 'request' : 'reply'} had ${amount} or more in this span.`;
}

/** What was lost; `null` where nothing was. */
export function describeGaps(
  gaps: SlowlogFacts['gaps'],
): { entries: number; from: number; to: number; text: string } | null {
  if (gaps.length === 0) return null;
  const entries = gaps.reduce((sum, gap) => sum + gap.entries, 0);
  const verb = entries === 1 ? 'was' : 'were';
  return {
    entries,
    from: Math.min(...gaps.map(({ from }) => from)),
    to: Math.max(...gaps.map(({ to }) => to)),
    text: `${plural(entries, 'entry', 'entries')} ${verb} overwritten before they could be read`,
  };
}
