import type { Branch, KeysResponse, KeyTreeResponse } from '@/lib/keyspace/keys-schema';
import type { MatchingResponse } from '@/lib/keyspace/matching-schema';

type Failures = KeysResponse['failures'];

/** Two pages of a search as one. SCAN may bring a name twice, and what has gone by now is none of its finds. */
export function mergeKeys(soFar: KeysResponse, next: KeysResponse): KeysResponse {
  const known = new Set(soFar.keys.map(({ key }) => key));
  return {
    ...next,
    keys: [...soFar.keys, ...next.keys.filter(({ key }) => !known.has(key))],
    unsorted: soFar.unsorted + next.unsorted,
    lengths: soFar.lengths && next.lengths,
    refused: { ...soFar.refused, ...next.refused },
    failures: mergeFailures(soFar.failures, next.failures),
  };
}

/** Two pages of a level of the tree as one: a branch has the keys of both. */
export function mergeBranches(soFar: KeyTreeResponse, next: KeyTreeResponse): KeyTreeResponse {
  const branches = new Map<string, Branch>(soFar.branches.map((branch) => [branch.prefix, branch]));
  for (const branch of next.branches) {
    const known = branches.get(branch.prefix);
    branches.set(
      branch.prefix,
      known ? { ...known, keys: known.keys + branch.keys, isKey: known.isKey || branch.isKey } : branch,
    );
  }
  return {
    ...next,
    branches: [...branches.values()],
    failures: mergeFailures(soFar.failures, next.failures),
  };
}

/** Some names of all that match are enough to see what is meant. */
const SAMPLE = 20;

/** Two pages of a count as one. */
export const mergeMatching = (soFar: MatchingResponse, next: MatchingResponse): MatchingResponse => ({
  ...next,
  matched: soFar.matched + next.matched,
  unsorted: soFar.unsorted + next.unsorted,
  sample: [...soFar.sample, ...next.sample].slice(0, SAMPLE),
  failures: mergeFailures(soFar.failures, next.failures),
});

const mergeFailures = (before: Failures, next: Failures): Failures => [
  ...new Map([...before, ...next].map((failure) => [failure.node, failure])).values(),
];
