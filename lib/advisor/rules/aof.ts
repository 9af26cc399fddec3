import { formatBytes, formatCount } from '@/lib/format';
import { plural } from '@/lib/plural';
import { infoNumber, infoText } from '@/lib/redis/info-fields';
import { severityAbove, threshold } from '../levels';
import type { Rule } from '../rule';
import { foundOr, INAPPLICABLE, rule, untold, withConfig, withIncrease } from '../verdicts';

const AOF_WRITE = rule({
  id: 'persistence.aof-write-failed',
  area: 'persistence',
  title: 'Append-only file cannot be written',
  condition: 'The last write to the append-only file failed.',
  needs: [],
  thresholds: {},
  forSeconds: 0,
  reference: 'Zabbix template: aof_last_write_status',
  judge: ({ values, info }) => {
    if (values.aofEnabled !== 1) return INAPPLICABLE;
    const status = info && infoText(info, 'aof_last_write_status');
    if (status === null) return untold('how writing its file goes');
    return foundOr(status === 'ok' ? null : 'critical', 'Writing the append-only file goes well.', {
      sentence: 'The last write to the append-only file failed: Redis refuses writes until it succeeds.',
      evidence: [
        { label: 'AOF size', value: values.aofSizeBytes ?? 0, unit: 'bytes', metric: 'aofSizeBytes' },
      ],
      remedy: 'The disk is most likely full. Make room; Redis tries again by itself.',
    });
  },
});

const AOF_REWRITE = rule({
  id: 'persistence.rewrite-failed',
  area: 'persistence',
  title: 'Rewrite failed',
  condition: 'The last rewrite of the append-only file failed.',
  needs: [],
  thresholds: {},
  forSeconds: 0,
  reference: 'Zabbix template: aof_last_bgrewrite_status',
  judge: ({ values, info }) => {
    if (values.aofEnabled !== 1) return INAPPLICABLE;
    if (values.rewriteSucceeded == null) return untold('how its last rewrite went');
    const failures = (info && infoNumber(info, 'aof_rewrites_consecutive_failures')) || 0;
    const times =
      failures > 1
        ? `${formatCount(failures)} rewrites in a row have`
        : 'The last rewrite of the append-only file has';
    return foundOr(
      values.rewriteSucceeded === 0 ? 'critical' : null,
      'The last rewrite went well, or none was needed yet.',
      {
        sentence: `${times} failed: the file of ${formatBytes(values.aofSizeBytes)} grows on, and so does the time of a restart.`,
        evidence: [
          { label: 'AOF size', value: values.aofSizeBytes ?? 0, unit: 'bytes', metric: 'aofSizeBytes' },
        ],
        remedy: 'The server’s log says why: a full disk, or no memory for a fork. Mend it, then rewrite.',
        line: 'BGREWRITEAOF',
        action: 'aof.rewrite',
      },
    );
  },
});

const FSYNC_SECONDS = 300;

const AOF_FSYNC = rule({
  id: 'persistence.fsync-delayed',
  area: 'persistence',
  title: 'Disk too slow',
  condition: 'Writes that had to wait for the disk within 5 minutes.',
  needs: [],
  thresholds: { delays: threshold('Delayed writes', 'count', 0, null) },
  forSeconds: 0,
  reference: 'redis.io, latency: AOF and disk I/O; INFO persistence, aof_delayed_fsync',
  judge: ({ values, over }, levels, was) => {
    if (values.aofEnabled !== 1) return INAPPLICABLE;
    return withIncrease(over('aofDelayedFsyncsPerSecond', FSYNC_SECONDS), FSYNC_SECONDS, (delays) =>
      foundOr(
        severityAbove(delays, levels.delays, was),
        'The disk kept up with the append-only file in the last 5 minutes.',
        {
          sentence: `The disk was too slow for the append-only file ${plural(delays, 'time')} in the last 5 minutes: commands waited up to two seconds for it.`,
          evidence: [{ label: 'Delayed', value: delays, unit: 'count', metric: 'aofDelayedFsyncsPerSecond' }],
          remedy:
            'Give the file a local disk of its own. Where a rewrite is what keeps the disk busy, do not fsync meanwhile: at worst half a minute is lost.',
          line: 'CONFIG SET no-appendfsync-on-rewrite yes',
        },
      ),
    );
  },
});

const AOF_ALWAYS = rule({
  id: 'persistence.fsync-always',
  area: 'persistence',
  title: 'Every write waits for the disk',
  condition: 'appendfsync is always.',
  needs: ['config|get'],
  thresholds: {},
  forSeconds: 0,
  reference: 'LATENCY DOCTOR; redis.io, persistence',
  judge: (facts) => {
    if (facts.values.aofEnabled !== 1) return INAPPLICABLE;
    return withConfig(facts, (config) => {
      const setting = config.get('appendfsync');
      if (setting === undefined) return untold('when it writes its file to the disk');
      return foundOr(
        setting === 'always' ? 'advice' : null,
        `Writes reach the disk ${setting === 'everysec' ? 'every second' : 'when the system likes'} (appendfsync ${setting}).`,
        {
          sentence: 'Every write waits for the disk (appendfsync always): as safe and as slow as it gets.',
          evidence: [],
          remedy: 'Right where not one write may be lost. Else a second is what everybody loses at most.',
          line: 'CONFIG SET appendfsync everysec',
        },
      );
    });
  },
});

export const AOF_RULES: readonly Rule[] = [AOF_WRITE, AOF_REWRITE, AOF_FSYNC, AOF_ALWAYS];
