import { formatBytes, formatCount, formatDuration, formatValue } from '@/lib/format';
import { infoNumber, infoText } from '@/lib/redis/info-fields';
import { severityAbove, threshold } from '../levels';
import type { Facts, Rule } from '../rule';
import { FRAGMENTATION, UNSAVED_SECONDS } from '../thresholds';
import { fine, foundOr, INAPPLICABLE, rule, untold, withConfig } from '../verdicts';

const SAVE_FAILED = rule({
  id: 'persistence.save-failed',
  area: 'persistence',
  title: 'Snapshot failed',
  condition: 'The last snapshot failed.',
  needs: [],
  thresholds: {},
  forSeconds: 0,
  reference: 'netdata redis_last_bgsave_status; redis.io, persistence',
  judge: ({ values, config }) => {
    if (values.saveSucceeded == null) return untold('how its last snapshot went');
    const stops = config?.get('stop-writes-on-bgsave-error') !== 'no';
    return foundOr(
      values.saveSucceeded === 0 ? 'critical' : null,
      'The last snapshot went well, or none was tried yet.',
      {
        sentence: `The last snapshot failed; ${stops ? 'with stop-writes-on-bgsave-error Redis refuses writes (MISCONF) until one succeeds' : 'what has changed since the one before is nowhere but in memory'}.`,
        evidence: [
          {
            label: 'Changes since the last one',
            value: values.changesSinceSave ?? 0,
            unit: 'count',
            metric: 'changesSinceSave',
          },
        ],
        remedy:
          'The server’s log says why: a full disk, a directory that it may not write to, or no memory for a fork (vm.overcommit_memory=1). Mend it, then save.',
        line: 'BGSAVE',
        action: 'snapshot.save',
      },
    );
  },
});

const SAVE_SLOW = rule({
  id: 'persistence.save-slow',
  area: 'persistence',
  title: 'Snapshot takes long',
  condition: 'How long the running snapshot has been going on.',
  needs: [],
  thresholds: { duration: threshold('Time of the snapshot', 'seconds', 600, 1200) },
  forSeconds: 0,
  reference: 'netdata redis_bgsave_slow',
  judge: ({ info, values }, levels, was) => {
    const seconds = info && infoNumber(info, 'rdb_current_bgsave_time_sec');
    if (seconds === null) return untold('how long a snapshot takes');
    const last = infoNumber(info!, 'rdb_last_bgsave_time_sec');
    if (values.saveInProgress !== 1)
      return fine(
        last === null || last < 0
          ? 'No snapshot is running.'
          : `The last snapshot took ${last === 0 ? 'under 1 s' : formatDuration(last)}.`,
      );
    return foundOr(
      severityAbove(seconds, levels.duration, was),
      `A snapshot is running for ${formatDuration(seconds)}.`,
      {
        sentence: `A snapshot is running for ${formatDuration(seconds)}, ${formatCount(values.saveKeysProcessed)} of ${formatCount(values.saveKeysTotal)} keys are done.`,
        evidence: [
          {
            label: 'Copied meanwhile',
            value: values.copyOnWriteBytes ?? 0,
            unit: 'bytes',
            metric: 'copyOnWriteBytes',
          },
        ],
        remedy:
          'Meanwhile every page that is written to is copied. A faster disk, smaller instances or saving on a replica shorten it.',
      },
    );
  },
});

/** `3600 1 300 100` → pairs of seconds and changes. */
export const savePoints = (save: string): { seconds: number; changes: number }[] => {
  const numbers = save.trim().split(/\s+/).filter(Boolean).map(Number);
  return numbers.flatMap((seconds, index) =>
    index % 2 === 1 || numbers[index + 1] === undefined ? [] : [{ seconds, changes: numbers[index + 1]! }],
  );
};

/** So many times its period, and a snapshot that is due has not come. */
const OVERDUE = 3;

const SAVE_OLD = rule({
  id: 'persistence.save-old',
  area: 'persistence',
  title: 'Snapshot too old',
  condition:
    'Changes that no snapshot holds: three times the period of a save point that they fill, or 48 hours; without AOF.',
  needs: [],
  thresholds: { age: threshold('Age of the last snapshot', 'seconds', null, UNSAVED_SECONDS) },
  forSeconds: 300,
  reference: 'awesome-prometheus-alerts RedisMissingBackup (48 h)',
  judge: (facts, levels, was) => {
    const { values, config } = facts;
    const { lastSaveAgeSeconds: age, changesSinceSave: changes } = values;
    const save = config?.get('save');
    if (values.aofEnabled === 1) return fine('The append-only file holds every change.');
    if (save === '') return INAPPLICABLE;
    if (changes == null) return untold('what was changed since its last snapshot');
    if (changes === 0) return fine('Nothing was changed since the last snapshot.');
    const since = age ?? values.uptimeSeconds ?? null;
    if (since === null) return untold('the age of its last snapshot');
    const due = savePoints(save ?? '').find(
      (point) => changes >= point.changes && since > point.seconds * OVERDUE,
    );
    const old = severityAbove(since, levels.age, was) ?? (due ? 'warning' : null);
    // Without its settings nobody knows whether it is to save at all; one that has saved in this run is likely to be.
    const severity = config !== null ? old : age !== null && old !== null ? 'warning' : null;
    const last =
      age === null
        ? `No snapshot for ${formatDuration(since)}, since the server started`
        : `The last snapshot was ${formatDuration(age)} ago`;
    const lost = `${last}; ${formatCount(changes)} ${changes === 1 ? 'change has' : 'changes have'} come since`;
    if (config === null && severity === null) return withConfig(facts, () => fine(`${lost}.`));
    return foundOr(severity, `${lost}.`, {
      sentence: `${lost}, and a crash would lose them${config === null ? ', unless snapshots are off on purpose' : due ? `: one was due after ${formatDuration(due.seconds)}` : ''}.`,
      evidence: [
        { label: 'Last save', value: since, unit: 'seconds', metric: 'lastSaveAgeSeconds' },
        { label: 'Changes since', value: changes, unit: 'count', metric: 'changesSinceSave' },
      ],
      remedy: 'Save now, and look why none came by itself: the settings, or snapshots that fail.',
      line: 'BGSAVE',
      action: 'snapshot.save',
    });
  },
});

const MUCH_COPIED = 0.5;

const COPY_ON_WRITE = rule({
  id: 'persistence.copy-on-write',
  area: 'persistence',
  title: 'Much copied while saving',
  condition: 'The last snapshot or rewrite copied more than half of the used memory, and more than 100 MiB.',
  needs: [],
  thresholds: { share: threshold('Share of used memory', 'ratio', MUCH_COPIED, null) },
  forSeconds: 0,
  reference: 'INFO persistence, rdb_last_cow_size; redis.io, administration',
  judge: ({ info, values }, levels, was) => {
    const used = values.usedMemoryBytes;
    if (!info || infoText(info, 'rdb_last_cow_size') === null || !used)
      return untold('what a snapshot copies');
    const copied = Math.max(
      infoNumber(info, 'rdb_last_cow_size') ?? 0,
      infoNumber(info, 'aof_last_cow_size') ?? 0,
    );
    if (copied <= 0) return fine('Nothing was copied for a snapshot yet.');
    const part = copied / used;
    const severity = copied < FRAGMENTATION.worthBytes ? null : severityAbove(part, levels.share, was);
    return foundOr(severity, `The last one copied ${formatBytes(copied)} of memory.`, {
      sentence: `The last snapshot or rewrite copied ${formatBytes(copied)}, ${formatValue(part, 'ratio')} of the used memory: so much must be free when the next one begins.`,
      evidence: [{ label: 'Copied', value: copied, unit: 'bytes', metric: 'copyOnWriteBytes' }],
      remedy:
        'Leave that room below the machine’s memory, or save at a time with fewer writes or on a replica.',
    });
  },
});

const isOff = (config: ReadonlyMap<string, string>, { values }: Facts) =>
  config.get('save') === '' && values.aofEnabled === 0;

const NOTHING_KEPT = rule({
  id: 'persistence.off',
  area: 'persistence',
  title: 'Nothing is persisted',
  condition: 'Neither snapshots nor an append-only file: advice; on a primary with replicas a warning.',
  needs: ['config|get'],
  thresholds: {},
  forSeconds: 0,
  reference: 'redis.io, replication: safety when the primary has persistence turned off',
  judge: (facts) =>
    withConfig(facts, (config) => {
      const { values } = facts;
      if (config.get('save') === undefined || values.aofEnabled == null) return untold('whether it persists');
      const replicas = values.connectedReplicas ?? 0;
      const isPrimary = facts.info !== null && infoText(facts.info, 'role') === 'master' && replicas > 0;
      return foundOr(
        !isOff(config, facts) ? null : isPrimary ? 'warning' : 'advice',
        `What is stored outlives a restart: ${values.aofEnabled === 1 ? 'by an append-only file' : `by snapshots (save ${config.get('save')})`}.`,
        {
          sentence: isPrimary
            ? `Nothing is persisted on this primary of ${formatCount(replicas)} ${replicas === 1 ? 'replica' : 'replicas'}: a restart comes back empty, and its replicas then copy the emptiness.`
            : 'Nothing is persisted: a restart begins empty, or with what the last snapshot holds.',
          evidence: [],
          remedy: isPrimary
            ? 'Turn persistence on here, or make sure that nothing starts this primary again by itself.'
            : 'Right for a cache that fills itself again. For anything else turn the append-only file on: at most a second is lost.',
          line: 'CONFIG SET appendonly yes',
        },
      );
    }),
});

export const SNAPSHOT_RULES: readonly Rule[] = [
  SAVE_FAILED,
  SAVE_SLOW,
  SAVE_OLD,
  COPY_ON_WRITE,
  NOTHING_KEPT,
];
