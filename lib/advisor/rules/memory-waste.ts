import type { MetricId } from '@/lib/metrics/catalogue';
import { formatBytes, formatCount, formatValue } from '@/lib/format';
import { infoNumber } from '@/lib/redis/info-fields';
import { severityAbove, severityBelow, threshold } from '../levels';
import type { Facts, Rule } from '../rule';
import { FRAGMENTATION } from '../thresholds';
import { fine, foundOr, INAPPLICABLE, rule, untold, withWindow } from '../verdicts';

/** MEMORY DOCTOR refuses to judge an instance that uses less. */
const BLIND_BYTES = 5 * 1024 ** 2;
const tooSmall = ({ values }: Facts) =>
  (values.usedMemoryBytes ?? 0) < BLIND_BYTES
    ? fine(`With ${formatBytes(values.usedMemoryBytes)} used there is nothing to judge.`)
    : null;

const FRAGMENTED = rule({
  id: 'memory.fragmentation',
  area: 'memory',
  title: 'Fragmentation',
  condition: "The allocator's own fragmentation, where it wastes more than 100 MiB (15 minutes).",
  needs: [],
  thresholds: {
    factor: threshold(
      'Active pages ÷ allocated bytes',
      'factor',
      FRAGMENTATION.warningFactor,
      FRAGMENTATION.criticalFactor,
    ),
  },
  forSeconds: 900,
  reference: 'MEMORY DOCTOR (1.1 and 10 MB); Zabbix (1.5); BetterDB (1.5 and 2.0 of allocator_frag)',
  judge: (facts, levels, was) => {
    const { values, over } = facts;
    const { allocatorFragmentationFactor: factor, allocatorFragmentationBytes: bytes } = values;
    const small = tooSmall(facts);
    if (small) return small;
    if (factor == null || bytes == null) return untold('the fragmentation of its allocator');
    if (bytes < FRAGMENTATION.worthBytes)
      return fine(
        `Fragmentation wastes ${formatBytes(bytes)}, ${formatValue(factor, 'factor')}: not worth a thought.`,
      );
    return withWindow(over('allocatorFragmentationFactor', 900), 900, ({ mean }) =>
      foundOr(
        severityAbove(mean, levels.factor, was),
        `Fragmentation is ${formatValue(mean, 'factor')}, ${formatBytes(bytes)}.`,
        {
          sentence: `Fragmentation is ${formatValue(mean, 'factor')} over the last 15 minutes: ${formatBytes(bytes)} are holes that nothing fits into.`,
          evidence: [
            {
              label: 'Allocator fragmentation',
              value: mean,
              unit: 'factor',
              metric: 'allocatorFragmentationFactor',
            },
            { label: 'Wasted', value: bytes, unit: 'bytes', metric: 'allocatorFragmentationBytes' },
          ],
          remedy:
            'Let Redis defragment while it works (it costs some CPU), or restart it on a replica first.',
          line: 'CONFIG SET activedefrag yes',
        },
      ),
    );
  },
});

const SWAPPED = rule({
  id: 'memory.swapped',
  area: 'memory',
  title: 'Swapped out',
  condition: 'Less memory is resident than used, where more than 100 MiB are used.',
  needs: [],
  thresholds: { factor: threshold('Resident ÷ used memory', 'factor', null, FRAGMENTATION.swappedFactor) },
  forSeconds: 60,
  reference: 'INFO memory, mem_fragmentation_ratio; redis.io, latency: swapping',
  judge: ({ values }, levels, was) => {
    const { usedMemoryBytes: used, usedMemoryRssBytes: rss } = values;
    if (used == null || rss == null) return untold('its resident memory');
    if (used < FRAGMENTATION.worthBytes)
      return fine(`With ${formatBytes(used)} used nothing is swapped out that counts.`);
    const factor = rss / used;
    return foundOr(severityBelow(factor, levels.factor, was), `All ${formatBytes(used)} are in memory.`, {
      sentence: `Only ${formatBytes(rss)} of the ${formatBytes(used)} used are in memory: about ${formatBytes(used - rss)} are swapped out, and every access to them is slow.`,
      evidence: [
        { label: 'Used', value: used, unit: 'bytes', metric: 'usedMemoryBytes' },
        { label: 'Resident', value: rss, unit: 'bytes', metric: 'usedMemoryRssBytes' },
      ],
      remedy:
        'Give the machine more memory, or this instance a limit that fits; then let what is swapped come back by a restart.',
    });
  },
});

/** One kind of pages that are held beyond need: the same judgement of other numbers. */
const held = (row: {
  id: string;
  title: string;
  factor: MetricId;
  bytes: MetricId;
  level: number;
  condition: string;
  what: string;
  remedy: string;
  line?: string;
  action?: 'memory.purge';
}): Rule =>
  rule({
    id: row.id,
    area: 'memory',
    title: row.title,
    condition: row.condition,
    needs: [],
    thresholds: {},
    forSeconds: 0,
    reference: 'MEMORY DOCTOR (1.1 and 10 MB)',
    judge: (facts) => {
      const [factor, bytes] = [facts.values[row.factor], facts.values[row.bytes]];
      const small = tooSmall(facts);
      if (small) return small;
      if (factor == null || bytes == null) return untold('it');
      const much = factor > row.level && bytes > FRAGMENTATION.worthBytes;
      const numbers = `${formatBytes(bytes)} (${formatValue(factor, 'factor')})`;
      return foundOr(much ? 'advice' : null, `${row.what}: ${bytes <= 0 ? 'nothing' : numbers}.`, {
        sentence: `${row.what}: ${numbers}.`,
        evidence: [{ label: row.title, value: bytes, unit: 'bytes', metric: row.bytes }],
        remedy: row.remedy,
        ...(row.line && { line: row.line }),
        ...(row.action && { action: row.action }),
      });
    },
  });

const KEPT_PAGES = held({
  id: 'memory.kept-pages',
  title: 'Pages kept by the allocator',
  factor: 'allocatorRssFactor',
  bytes: 'allocatorRssBytes',
  level: 1.25,
  condition: 'The allocator keeps more than 100 MiB of free pages, a quarter of what it uses.',
  what: 'Free pages that the allocator has not given back to the system',
  remedy: 'It gives them back by and by; MEMORY PURGE does it at once.',
  line: 'MEMORY PURGE',
  action: 'memory.purge',
});

const PROCESS_OVERHEAD = held({
  id: 'memory.process-overhead',
  title: 'Process overhead',
  factor: 'rssOverheadFactor',
  bytes: 'rssOverheadBytes',
  level: 1.1,
  condition: 'The process needs more than 100 MiB, a tenth, besides what the allocator knows of.',
  what: 'Memory that the process needs besides its data',
  remedy: 'Usually scripts or modules: look at their memory in MEMORY STATS, and at transparent huge pages.',
});

const PEAK_FACTOR = 1.5;

const PEAK = rule({
  id: 'memory.past-peak',
  area: 'memory',
  title: 'Peak far above the present',
  condition: 'Memory was once more than half as much again as now, and by more than 100 MiB.',
  needs: [],
  thresholds: {},
  forSeconds: 0,
  reference: 'MEMORY DOCTOR: peak ÷ used > 1.5',
  judge: (facts) => {
    const { usedMemoryBytes: used, usedMemoryPeakBytes: peak } = facts.values;
    const small = tooSmall(facts);
    if (small) return small;
    if (used == null || peak == null) return untold('its peak');
    const far = peak > used * PEAK_FACTOR && peak - used > FRAGMENTATION.worthBytes;
    return foundOr(far ? 'advice' : null, `${formatBytes(used)} used, ${formatBytes(peak)} at most so far.`, {
      sentence: `Memory was once at ${formatBytes(peak)}, now at ${formatBytes(used)}: plan for the peak, and do not wonder at a large RSS.`,
      evidence: [
        { label: 'Peak', value: peak, unit: 'bytes', metric: 'usedMemoryPeakBytes' },
        { label: 'Used', value: used, unit: 'bytes', metric: 'usedMemoryBytes' },
      ],
      remedy:
        'Harmless by itself. The pages of the peak may not have been given back: MEMORY PURGE does that.',
      line: 'MEMORY PURGE',
      action: 'memory.purge',
    });
  },
});

/** Below this a mean of a few connections is chance. */
const CLIENT_WORTH_BYTES = 10 * 1024 ** 2;

const CLIENT_MEMORY = rule({
  id: 'memory.clients',
  area: 'memory',
  title: 'Memory of clients',
  condition: 'Memory that connections hold, on average; critical by its share of maxmemory. From 10 MiB on.',
  needs: [],
  thresholds: {
    each: threshold('Bytes of a connection', 'bytes', 200 * 1024, null),
    share: threshold('Share of maxmemory', 'ratio', null, 0.1),
  },
  forSeconds: 300,
  reference: 'MEMORY DOCTOR: clients_normal ÷ clients > 200 KB',
  judge: (facts, levels, was) => {
    const { clientBytes: bytes, connectedClients: clients, maxmemoryBytes: limit } = facts.values;
    const small = tooSmall(facts);
    if (small) return small;
    if (bytes == null || !clients) return untold('the memory of its clients');
    const each = bytes / clients;
    const part = limit == null ? 0 : bytes / limit;
    const severity =
      bytes < CLIENT_WORTH_BYTES
        ? null
        : (severityAbove(part, levels.share, was) ?? severityAbove(each, levels.each, was));
    return foundOr(
      severity,
      `${formatCount(clients)} connections hold ${formatBytes(bytes)}, ${formatBytes(each)} each.`,
      {
        sentence: `${formatCount(clients)} connections hold ${formatBytes(bytes)}, ${formatBytes(each)} each${limit == null ? '' : ` and ${formatValue(part, 'ratio')} of the limit together`}.`,
        evidence: [
          { label: 'Memory of clients', value: bytes, unit: 'bytes', metric: 'clientBytes' },
          { label: 'Connections', value: clients, unit: 'count', metric: 'connectedClients' },
        ],
        remedy:
          'The page of clients, sorted by memory, shows whose buffers they are: subscribers that do not keep up, long pipelines, huge replies. A limit for all of them together closes the worst first.',
        line: 'CONFIG SET maxmemory-clients 5%',
      },
    );
  },
});

const MANY_SCRIPTS = 1000;

const SCRIPTS = rule({
  id: 'memory.scripts',
  area: 'memory',
  title: 'Cached scripts',
  condition: 'More than 1,000 scripts are cached.',
  needs: [],
  thresholds: {},
  forSeconds: 0,
  reference: 'MEMORY DOCTOR: number_of_cached_scripts > 1000',
  judge: ({ info }) => {
    const scripts = info && infoNumber(info, 'number_of_cached_scripts');
    if (scripts === null) return INAPPLICABLE;
    return foundOr(scripts > MANY_SCRIPTS ? 'advice' : null, `${formatCount(scripts)} scripts are cached.`, {
      sentence: `${formatCount(scripts)} scripts are cached: somebody builds values into the text of EVAL, so that each call is another script.`,
      evidence: [{ label: 'Cached scripts', value: scripts, unit: 'count' }],
      remedy:
        'Pass values as KEYS and ARGV. Then empty the cache; clients that use EVALSHA load theirs again.',
      line: 'SCRIPT FLUSH ASYNC',
    });
  },
});

export const MEMORY_WASTE_RULES: readonly Rule[] = [
  FRAGMENTED,
  SWAPPED,
  KEPT_PAGES,
  PROCESS_OVERHEAD,
  PEAK,
  CLIENT_MEMORY,
  SCRIPTS,
];
