import { type AnalysisResult, estimateOf } from '@/lib/keyspace/analysis-result';
import { dominantPrefix } from '@/lib/keyspace/dominant-prefix';
import { nameOf, prefixAt } from '@/lib/keyspace/prefix';
import { about, text } from '@/lib/keyspace/sentences';
import type { KeyspaceFinding } from './keyspace-finding';

/** One kind of keys that most of the memory goes to: what is saved there counts, elsewhere hardly anything does. */
export function findDominantPrefix(result: AnalysisResult): KeyspaceFinding[] {
  const found = dominantPrefix(result);
  if (!found) return [];
  const { keys, bytes } = estimateOf(found);
  return [
    {
      id: 'dominates',
      severity: 'advice',
      path: found.path,
      parts: [
        text(`${nameOf(found.path, prefixAt(result.prefixes, found.path)!)} is `),
        { value: found.bytesShare, unit: 'ratio', isEstimate: !result.isWhole },
        text(' of all memory: '),
        about(bytes, 'bytes'),
        text(' in '),
        about(keys, 'count'),
        text(' keys.'),
      ],
      evidence: [
        { label: 'bytes of each', value: found.meanBytes, unit: 'bytes' },
        { label: 'with a TTL', value: found.keys > 0 ? found.expiring.keys / found.keys : 0, unit: 'ratio' },
        { label: 'the largest', value: found.largestBytes, unit: 'bytes' },
      ],
      remedy:
        'Memory is saved here or nowhere: by a shorter TTL, smaller values (compressed, fewer fields), or shorter names. If it should grow at its own pace, give it an instance of its own.',
    },
  ];
}
