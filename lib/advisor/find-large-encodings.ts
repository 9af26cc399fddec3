import { type AnalysisResult, estimateOf } from '@/lib/keyspace/analysis-result';
import { exactly, text } from '@/lib/keyspace/sentences';
import { settingName, settingOf } from './encoding-settings';
import type { KeyspaceFacts, KeyspaceFinding } from './keyspace-finding';

/**
 * What each type is stored as when it is no longer compact. Not lists: a quicklist is a chain of listpacks, so that a
 * long list is as compact as a short one.
 */
const LARGE: Record<string, string> = { hash: 'hashtable', set: 'hashtable', zset: 'skiplist' };

/** Just above the setting: four times of it; and a listpack of more elements is searched too long. */
const FACTOR = 4;
const MOST_ENTRIES = 1_024;
/** Less is not worth a changed setting. */
const WORTH_SHARE = 0.01;
const LEAST_KEYS = 100;

/** Collections with a few elements more than the compact encoding may have: it takes a fraction of the memory. */
export function findLargeEncodings(result: AnalysisResult, { config }: KeyspaceFacts): KeyspaceFinding[] {
  return result.types.flatMap(({ type, encodings }) => {
    const setting = settingName(config, type, 'entries');
    const limit = settingOf(config, type, 'entries');
    const row = encodings.find(({ encoding }) => encoding === LARGE[type]);
    if (setting === null || limit === null || !row?.lengths) return [];
    const above = row.lengths.buckets.filter(
      ({ from, to, keys }) =>
        keys > 0 && from > limit && to !== null && to - 1 <= Math.min(FACTOR * limit, MOST_ENTRIES),
    );
    const keys = above.reduce((sum, bucket) => sum + bucket.keys, 0);
    const bytes = above.reduce((sum, bucket) => sum + bucket.bytes, 0);
    const last = above.at(-1);
    if (!last || keys < LEAST_KEYS || bytes < WORTH_SHARE * result.seen.bytes) return [];
    const raised = last.to! - 1;
    const all = estimateOf(row);
    const times = row.keys > 0 ? all.keys.estimate / row.keys : 1;
    return [
      {
        id: 'largeEncoding',
        severity: 'advice' as const,
        parts: [
          { value: keys * times, unit: 'count' as const, isEstimate: !result.isWhole },
          text(` ${type} keys are just too long to be stored compactly: up to `),
          exactly(raised, 'count'),
          text(' elements, where '),
          exactly(limit, 'count'),
          text(' are allowed.'),
        ],
        evidence: [
          {
            label: `${row.encoding} of ${limit + 1} to ${raised} elements`,
            value: keys,
            unit: 'count' as const,
          },
          { label: 'they take', value: bytes, unit: 'bytes' as const },
          { label: setting, value: limit, unit: 'count' as const },
        ],
        remedy:
          'Raise the setting: a listpack takes a fraction of the memory, and a little more time for each access. Keys that are there change when they are written anew, or at a restart.',
        line: `CONFIG SET ${setting} ${raised}`,
      },
    ];
  });
}
