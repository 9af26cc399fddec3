import type { Plan } from '../plan';
import type { Slot } from '../bucketed';
import { isPresent, type Counted } from './grid';
import type { Held } from './held';
import type { Retention, UniquePeriod, UniqueUnion } from './model';
import { countTogether, type Together } from './overlap';

/** Everybody once over all periods, and who of one period came in another. */
export interface Overlaps {
  across: UniqueUnion;
  retention: Retention | null;
  bytes: number;
}

/**
 * Merges one subject's keys over all periods, and pairs those of the last ones; where all are too many, only the
 * latter.
 * @param row the subject's keys, by period
 * @param last how many of the last periods are paired; 0: none
 */
export function* overlapPeriods(
  slots: readonly Slot[],
  row: readonly Held[],
  series: readonly UniquePeriod[],
  last: number,
  cluster: boolean,
): Plan<Overlaps> {
  const from = Math.max(0, slots.length - last);
  const present = row.filter(isPresent);
  const latest = row.slice(from).filter(isPresent);
  const whole = yield* countTogether(present, latest.length, cluster);
  const part =
    whole.both === null && latest.length < present.length
      ? yield* countTogether(latest, latest.length, cluster)
      : whole;
  return {
    across: toUnion(whole, present, series),
    retention: last === 0 ? null : toRetention(part, row.slice(from), latest, series.slice(from)),
    bytes: whole.bytes + (part === whole ? 0 : part.bytes),
  };
}

/** What the answer says of everybody. */
export function toUnion(
  { value, reason, how }: Together,
  present: readonly Counted[],
  series: readonly UniquePeriod[],
): UniqueUnion {
  const known = series.filter((period) => period.value !== null);
  return {
    value,
    reason,
    how,
    keys: present.length,
    from: known[0]?.startsAt ?? null,
    to: known.at(-1)?.endsAt ?? null,
  };
}

function toRetention(
  { both, reason }: Together,
  row: readonly Held[],
  latest: readonly Counted[],
  series: readonly UniquePeriod[],
): Retention {
  const periods = series.map(({ startsAt, value }) => ({ startsAt, active: value }));
  if (latest.some(({ kind }) => kind === 'hyperloglog'))
    return {
      periods,
      both: [],
      reason: 'A HyperLogLog counts visitors without knowing them: nobody can say who of them came again.',
    };
  if (both === null && latest.length > 0) return { periods, both: [], reason };
  const places = row.map((held) => (isPresent(held) ? latest.indexOf(held) : null));
  const common = (a: number, b: number) => {
    if (series[a]!.value === null || series[b]!.value === null) return null;
    const [one, other] = [places[a]!, places[b]!];
    // Nobody came in a period without a key.
    return one === null || other === null ? 0 : both![one]![other]!;
  };
  return { periods, both: row.map((_, a) => row.map((_, b) => common(a, b))), reason: null };
}
