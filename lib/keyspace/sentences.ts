import type { Unit } from '@/lib/metrics/catalogue';
import { type AnalysisResult, type Counted, estimateOf } from './analysis-result';
import type { WireGrowthRow } from './analysis-schema';
import type { WireSentence } from './analysis-view-schema';
import type { Range } from './estimate';
import { amountBelow, type KeyHistogram } from './log-histogram';
import { pathToWire } from './label-wire';
import { dominantPrefix } from './dominant-prefix';
import { nameOf, prefixAt, type PrefixPath } from './prefix';

/** A piece of a sentence: words, or a number that the page writes as it writes numbers. */
export type Part = { text: string } | { value: number; unit: Unit; isEstimate: boolean; isChange?: true };

export interface Sentence {
  id: string;
  severity: 'critical' | 'warning' | 'advice' | 'fine';
  parts: Part[];
  /** What it speaks of. */
  path?: PrefixPath;
}

export const toWireSentence = ({ path, ...sentence }: Sentence): WireSentence => ({
  ...sentence,
  ...(path && { prefix: pathToWire(path) }),
});

/** `text('…')` and `exactly(5, 'count')` side by side make a sentence. */
export const text = (words: string): Part => ({ text: words });

/** A number that is known. */
export const exactly = (value: number, unit: Unit): Part => ({ value, unit, isEstimate: false });

/** A number that may be an estimate. */
export const about = ({ low, estimate, high }: Range, unit: Unit): Part => ({
  value: estimate,
  unit,
  isEstimate: low !== estimate || high !== estimate,
});

const HOUR_MS = 3_600_000;
const DAY_S = 86_400;

/** Less than this part of all is not worth a sentence. */
const WORTH_SHARE = 0.005;

/** What a result says in sentences: facts, the most telling first; what is wrong of them the advisor says. */
export function describeKeyspace(result: AnalysisResult): Sentence[] {
  const total = estimateOf({ ...result.seen, estimate: result.total });
  if (total.keys.estimate === 0) return [fact('empty', text('No key is here.'))];
  const sentences = [describeTotal(result)];
  if (result.seen.keys === 0) return sentences;
  const never = estimateOf(result.ttl.never);
  const isMeasured = total.bytes.estimate > 0;
  const shareOf = (counted: Counted): number =>
    isMeasured
      ? estimateOf(counted).bytes.estimate / total.bytes.estimate
      : estimateOf(counted).keys.estimate / total.keys.estimate;
  const of = isMeasured ? ' of all memory' : ' of all keys';
  const dominant = dominantPrefix(result);
  if (dominant)
    sentences.push({
      ...fact(
        'dominates',
        text(`${nameOf(dominant.path, prefixAt(result.prefixes, dominant.path)!)} is `),
        { value: dominant.bytesShare, unit: 'ratio', isEstimate: !result.isWhole },
        text(` of all memory: `),
        about(estimateOf(dominant).bytes, 'bytes'),
        text(' in '),
        about(estimateOf(dominant).keys, 'count'),
        text(' keys.'),
      ),
      path: dominant.path,
    });
  if (shareOf(result.ttl.never) >= WORTH_SHARE)
    sentences.push(
      isMeasured
        ? fact(
            'never',
            about(never.bytes, 'bytes'),
            text(' never expires: '),
            share(shareOf(result.ttl.never), result),
            text(`${of}.`),
          )
        : fact('never', about(never.keys, 'count'), text(' keys never expire.')),
    );
  const hour = result.ttl.within.find(({ ms }) => ms === HOUR_MS);
  if (hour && shareOf(hour) >= WORTH_SHARE)
    sentences.push(
      fact(
        'withinHour',
        share(shareOf(hour), result),
        text(`${of} ${isMeasured ? 'expires' : 'expire'} within the hour.`),
      ),
    );
  const idle = result.idle && unusedFor(result.idle, DAY_S);
  if (idle && idle.share >= WORTH_SHARE)
    sentences.push(
      fact('idle', share(idle.share, result), text(' of the memory looked at was not used for a day.')),
    );
  const [largest] = result.largest;
  if (largest && isMeasured && largest.bytes / total.bytes.estimate >= 0.01)
    sentences.push(
      fact(
        'largest',
        text(`The largest key${result.isWhole ? '' : ' that was seen'}, a ${largest.type}, takes `),
        exactly(largest.bytes, 'bytes'),
        text(': '),
        share(largest.bytes / total.bytes.estimate, result),
        text(' of all memory.'),
      ),
    );
  if (result.noAccess.keys > 0)
    sentences.push(
      fact(
        'noAccess',
        exactly(result.noAccess.keys, 'count'),
        text(
          result.noAccess.keys === 1
            ? ' key is there that your user may not read; it is counted in no other number.'
            : ' keys are there that your user may not read; they are counted in no other number.',
        ),
      ),
    );
  return sentences;
}

const fact = (id: string, ...parts: Part[]): Sentence => ({ id, severity: 'fine', parts });

const share = (value: number, { isWhole }: AnalysisResult): Part => ({
  value,
  unit: 'ratio',
  isEstimate: !isWhole,
});

function describeTotal({ total, unmeasuredKeys, seen }: AnalysisResult): Sentence {
  if (unmeasuredKeys > 0 && unmeasuredKeys === seen.keys)
    return fact('total', about(total.keys, 'count'), text(' keys; what they take is not known.'));
  return fact('total', about(total.bytes, 'bytes'), text(' in '), about(total.keys, 'count'), text(' keys.'));
}

/** @returns the share of bytes (of keys where none is measured) that is at least so large */
function unusedFor(idle: KeyHistogram, seconds: number): { share: number } | null {
  const all = amountBelow({ buckets: [...idle.buckets], without: idle.without }, Infinity);
  const last = idle.buckets.at(-1)!;
  const bytes = all.bytes + last.bytes;
  const keys = all.keys + last.keys;
  if (keys === 0) return null;
  const used = amountBelow(idle, seconds);
  return { share: bytes > 0 ? 1 - used.bytes / bytes : 1 - used.keys / keys };
}

/**
 * What changed most since an earlier analysis: `session:* +1.2 GiB since Monday`. Of a prefix and one below it with
 * nearly all of the change it names the one below, which says more.
 * @param rows as `growthRows` makes them
 * @param since how the page names the time of the earlier one: `Monday`, `10:20`
 * @param isEstimate whether one of the two analyses is a sample
 * @returns `null` where nothing changed for sure but the whole
 */
export function describeGrowth(
  rows: readonly WireGrowthRow[],
  since: string,
  isEstimate: boolean,
): WireSentence | null {
  // The root is among them, and says nothing of where it happened.
  let row = rows.find((each) => each.path !== '' && isMostlySure(each));
  if (!row) return null;
  const unit = row.growth.bytes === 0 ? 'keys' : 'bytes';
  for (let below: typeof row | undefined = row; below; below = mostOf(row, rows, unit)) row = below;
  const { path, name, growth, before, after, unsure } = row;
  const end =
    unsure.keys > 0
      ? ''
      : before.keys === 0
        ? ', all of it new'
        : after.keys === 0
          ? '; nothing of it is left'
          : '';
  return {
    id: 'growth',
    severity: 'fine',
    prefix: path,
    parts: [
      text(`${name} `),
      { value: growth[unit], unit: unit === 'keys' ? 'count' : 'bytes', isEstimate, isChange: true },
      text(`${unit === 'keys' ? ' keys' : ''} since ${since}${end}.`),
    ],
  };
}

/** Whether at least half of a change is one. */
const isMostlySure = ({ growth, unsure }: WireGrowthRow): boolean =>
  growth.bytes === 0 ? unsure.keys <= Math.abs(growth.keys) / 2 : unsure.bytes <= Math.abs(growth.bytes) / 2;

/** The row below another one with nearly all of its change. */
const mostOf = (of: WireGrowthRow, rows: readonly WireGrowthRow[], unit: 'bytes' | 'keys') =>
  rows.find(
    (row) =>
      row.path.startsWith(`${of.path}/`) &&
      row.growth[unit] / of.growth[unit] >= NEARLY_ALL_OF_CHANGE &&
      isMostlySure(row),
  );

const NEARLY_ALL_OF_CHANGE = 0.9;
