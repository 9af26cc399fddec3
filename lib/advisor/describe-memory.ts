import { formatBytes, formatValue, share } from '@/lib/format';
import type { Values } from '@/lib/metrics/sample';
import { FRAGMENTATION, type Severity } from './thresholds';

/** What each eviction policy does when the limit is reached, as the end of a sentence. */
const POLICIES: Record<string, string> = {
  noeviction: 'Redis refuses writes',
  'allkeys-lru': 'Redis evicts the keys that were not used for longest',
  'allkeys-lfu': 'Redis evicts the keys that are used least often',
  'allkeys-random': 'Redis evicts keys at random',
  'volatile-lru': 'Redis evicts the keys with a TTL that were not used for longest',
  'volatile-lfu': 'Redis evicts the keys with a TTL that are used least often',
  'volatile-random': 'Redis evicts keys with a TTL at random',
  'volatile-ttl': 'Redis evicts the keys with the shortest TTL',
};

/** Says how full a node is and what happens when it is. */
export function describeLimit(values: Values, policy: string | null): string {
  const used = formatBytes(values.usedMemoryBytes);
  if (values.maxmemoryBytes == null) {
    const system = values.totalSystemMemoryBytes;
    const machine = system == null ? '' : ` of the machine's ${formatBytes(system)}`;
    return `${used} used${machine}; maxmemory is not set, so only the system's memory ends its growth.`;
  }
  const part = formatValue(share(values.usedMemoryBytes, values.maxmemoryBytes), 'ratio');
  const then =
    policy === null ? '' : ` When it is full, ${POLICIES[policy] ?? `the policy ${policy} decides`}.`;
  return `${used} of ${formatBytes(values.maxmemoryBytes)} used (${part}).${then}`;
}

/** One kind of fragmentation, its ratio and bytes, and what to make of them. */
export interface FragmentationRow {
  label: string;
  /** What is divided by what. */
  ratioOf: string;
  factor: number | null;
  bytes: number | null;
  severity: Severity | 'unknown';
  sentence: string;
}

/**
 * Takes the gap between used memory and what the system sees apart: the allocator's own fragmentation, pages it
 * keeps, what the process needs besides, and the sum of all.
 */
export function describeFragmentation(values: Values): FragmentationRow[] {
  const swapped =
    values.fragmentationFactor != null &&
    values.fragmentationFactor < FRAGMENTATION.swappedFactor &&
    (values.usedMemoryBytes ?? 0) > FRAGMENTATION.worthBytes;
  return [
    row(
      'Allocator fragmentation',
      'active pages ÷ allocated bytes',
      values.allocatorFragmentationFactor,
      values.allocatorFragmentationBytes,
      'Holes inside pages: activedefrag closes them, a restart too.',
    ),
    row(
      'Pages kept by the allocator',
      'resident pages ÷ active pages',
      values.allocatorRssFactor,
      values.allocatorRssBytes,
      'Free pages that were not given back: MEMORY PURGE does that.',
    ),
    row(
      'Process overhead',
      'RSS ÷ resident pages',
      values.rssOverheadFactor,
      values.rssOverheadBytes,
      'What the process needs besides: code, stacks, scripts, modules.',
    ),
    swapped
      ? {
          ...base('All together', 'RSS ÷ used memory', values.fragmentationFactor, values.fragmentationBytes),
          severity: 'critical',
          sentence: 'Less in RAM than used: part of it is swapped out, and every access to it will be slow.',
        }
      : row(
          'All together',
          'RSS ÷ used memory',
          values.fragmentationFactor,
          values.fragmentationBytes,
          'The sum of the three, as mem_fragmentation_ratio tells it.',
        ),
  ];
}

const base = (label: string, ratioOf: string, factor?: number | null, bytes?: number | null) => ({
  label,
  ratioOf,
  factor: factor ?? null,
  bytes: bytes ?? null,
});

function row(
  label: string,
  ratioOf: string,
  factor: number | null | undefined,
  bytes: number | null | undefined,
  explains: string,
): FragmentationRow {
  const facts = base(label, ratioOf, factor, bytes);
  if (facts.factor === null || facts.bytes === null) {
    return { ...facts, severity: 'unknown', sentence: 'This version does not say.' };
  }
  if (facts.bytes < FRAGMENTATION.worthBytes) {
    return {
      ...facts,
      severity: 'fine',
      sentence: `${explains} With ${formatBytes(facts.bytes)} not worth a thought.`,
    };
  }
  const severity =
    facts.factor > FRAGMENTATION.criticalFactor
      ? 'critical'
      : facts.factor > FRAGMENTATION.warningFactor
        ? 'warning'
        : 'fine';
  return { ...facts, severity, sentence: explains };
}
