import { plural } from '@/lib/plural';
import type { ResultSentence } from './result-sentence';

/** What an invalidation did, as far as it has come. */
export interface Invalidation {
  unlinked: number;
  spared: number;
  complete: boolean;
}

/** What an invalidation of a cache did. */
export function describeInvalidation({ unlinked, spared, complete }: Invalidation): ResultSentence {
  const sentences = [unlinked === 0 ? 'No key was there to remove.' : `Removed ${plural(unlinked, 'key')}.`];
  if (spared > 0) {
    sentences.push(
      `Left ${plural(spared, 'key')} alone that ${spared === 1 ? 'is' : 'are'} not the cache’s.`,
    );
  }
  if (!complete) sentences.push('There are more: invalidate again to go on.');
  return { severity: complete && unlinked > 0 ? 'fine' : 'warning', text: sentences.join(' ') };
}
