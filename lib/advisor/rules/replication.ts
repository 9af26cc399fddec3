import { formatBytes, formatCount, formatDuration, formatValue } from '@/lib/format';
import { plural } from '@/lib/plural';
import { infoNumber, infoText } from '@/lib/redis/info-fields';
import { readPrimaryLink, readReplicas } from '@/lib/redis/parse-replication';
import { severityAbove, threshold } from '../levels';
import type { Facts, Rule } from '../rule';
import { fine, foundOr, INAPPLICABLE, rule, settingOf, untold, withConfig } from '../verdicts';

const linkOf = ({ info }: Facts) => info && readPrimaryLink(info);
const isPrimary = ({ info }: Facts) => {
  const role = info && infoText(info, 'role');
  return role === 'master' || role === 'primary';
};
const named = (replica: { ip: string; port: number | null }) => `${replica.ip}:${replica.port ?? '?'}`;

const LINK_DOWN = rule({
  id: 'replication.link-down',
  area: 'replication',
  title: 'Link to the primary down',
  condition: 'A replica has lost its primary, or never found it.',
  needs: [],
  thresholds: {},
  forSeconds: 30,
  reference: 'awesome-prometheus-alerts RedisReplicationBroken; netdata redis_master_link_down',
  judge: (facts) => {
    const link = linkOf(facts);
    if (link === null) return INAPPLICABLE;
    const primary = `${link.host}:${link.port ?? '?'}`;
    const since = link.downSinceSeconds === null ? '' : ` for ${formatDuration(link.downSinceSeconds)}`;
    if (link.linkStatus === 'up') return fine(`The link to its primary ${primary} is up.`);
    if (link.isSyncInProgress)
      return {
        kind: 'found',
        severity: 'warning',
        sentence: `It copies the whole data of its primary ${primary}${link.syncLeftBytes === null ? '' : `, ${formatBytes(link.syncLeftBytes)} to go`}; until then it serves what it had.`,
        evidence: [{ label: 'Link to primary', value: 0, unit: 'state', metric: 'primaryLinkUp' }],
        remedy:
          'Wait. If it begins again and again, the backlog or the output buffer of the primary is too small.',
      };
    return {
      kind: 'found',
      severity: 'critical',
      sentence: `The link to its primary ${primary} is down${since}, so its data is getting old.`,
      evidence: [{ label: 'Link to primary', value: 0, unit: 'state', metric: 'primaryLinkUp' }],
      remedy:
        'Its log says why: the primary is away, the network, masterauth, or the primary’s output buffer for replicas is too small.',
      line: 'CONFIG GET master*',
    };
  },
});

const RECENT_SECONDS = 600;

const REPLICA_LOST = rule({
  id: 'replication.replica-lost',
  area: 'replication',
  title: 'Replica lost',
  condition: 'Fewer replicas are connected than within the last 10 minutes.',
  needs: [],
  thresholds: {},
  forSeconds: 30,
  reference: 'awesome-prometheus-alerts RedisDisconnectedSlaves; Zabbix template',
  judge: (facts) => {
    const now = facts.values.connectedReplicas;
    if (!isPrimary(facts) || now == null) return INAPPLICABLE;
    const most = facts.over('connectedReplicas', RECENT_SECONDS)?.max ?? now;
    if (most === 0) return INAPPLICABLE;
    return foundOr(
      now < most ? 'warning' : null,
      `${formatCount(now)} of ${formatCount(most)} replicas are connected.`,
      {
        sentence: `${formatCount(now)} of the ${formatCount(most)} replicas that it had within the last 10 minutes ${now === 1 ? 'is' : 'are'} connected.`,
        evidence: [{ label: 'Replicas', value: now, unit: 'count', metric: 'connectedReplicas' }],
        remedy:
          'Look whether the other one runs and what its log says. If it was taken away on purpose, this ends by itself.',
      },
    );
  },
});

const LAG_TIME = rule({
  id: 'replication.lag-time',
  area: 'replication',
  title: 'Replica silent',
  condition:
    'Seconds since a replica has acknowledged what it was sent, or since a replica has heard of its primary.',
  needs: [],
  thresholds: { lag: threshold('Lag', 'seconds', 10, 60) },
  forSeconds: 60,
  reference: 'Zabbix template: master_last_io_seconds_ago; BetterDB',
  judge: (facts, levels, was) => {
    const link = linkOf(facts);
    const online = facts.info ? readReplicas(facts.info).filter(({ lagSeconds }) => lagSeconds !== null) : [];
    const worst = online.toSorted((a, b) => b.lagSeconds! - a.lagSeconds!)[0];
    const lag = Math.max(worst?.lagSeconds ?? -1, link?.lastIoSecondsAgo ?? -1);
    if (lag < 0) return INAPPLICABLE;
    const whose =
      worst && lag === worst.lagSeconds
        ? `The replica ${named(worst)} has acknowledged nothing`
        : 'It has heard nothing of its primary';
    return foundOr(
      severityAbove(lag, levels.lag, was),
      `The longest silence of the replication is ${formatDuration(lag)}.`,
      {
        sentence: `${whose} for ${formatDuration(lag)}.`,
        evidence: [{ label: 'Silence', value: lag, unit: 'seconds' }],
        remedy:
          'It may hang in a slow command, wait for its disk, or the network is interrupted; after repl-timeout the link is closed.',
      },
    );
  },
});

const LAG_SECONDS = 60;
const LAG_WORTH_BYTES = 1024 ** 2;

const LAG_BYTES = rule({
  id: 'replication.lag-bytes',
  area: 'replication',
  title: 'Replica behind',
  condition:
    'What the slowest replica still lacks, as a share of the backlog, all through a minute; from 1 MiB on.',
  needs: [],
  thresholds: { share: threshold('Share of the backlog', 'ratio', 0.1, 1) },
  forSeconds: 60,
  reference: 'Azure Monitor (5 and 50 MB); redis.io, replication: backlog',
  judge: (facts, levels, was) => {
    const size = facts.info && infoNumber(facts.info, 'repl_backlog_size');
    const window = facts.over('replicationLagBytes', LAG_SECONDS);
    if (facts.values.replicationLagBytes == null || window === null || !size) return INAPPLICABLE;
    const severity =
      window.min < LAG_WORTH_BYTES ? null : severityAbove(window.min / size, levels.share, was);
    return foundOr(severity, `Its slowest replica lacks ${formatBytes(facts.values.replicationLagBytes)}.`, {
      sentence: `Its slowest replica lacks ${formatBytes(window.min)}, ${formatValue(window.min / size, 'ratio')} of the backlog of ${formatBytes(size)}; beyond it, an interruption means a full copy.`,
      evidence: [{ label: 'Lag', value: window.min, unit: 'bytes', metric: 'replicationLagBytes' }],
      remedy:
        'A slow network, a slow replica, or a burst of writes. A backlog for the longest interruption that you expect saves full copies.',
      line: `CONFIG SET repl-backlog-size ${Math.ceil((size * 4) / 1024 ** 2)}mb`,
    });
  },
});

const HOUR_SECONDS = 3600;

const FULL_SYNCS = rule({
  id: 'replication.full-syncs',
  area: 'replication',
  title: 'Full copies again and again',
  condition: 'Full resyncs within an hour.',
  needs: [],
  thresholds: { syncs: threshold('Full resyncs', 'count', 2, null) },
  forSeconds: 0,
  reference: 'INFO stats, sync_full; awesome-prometheus-alerts RedisReplicationFlapping',
  judge: (facts, levels, was) => {
    const window = facts.over('fullSyncsPerSecond', HOUR_SECONDS);
    if (!isPrimary(facts) || window === null) return INAPPLICABLE;
    const size = facts.info && infoNumber(facts.info, 'repl_backlog_size');
    if (window.increase === 0 && !facts.values.connectedReplicas) return INAPPLICABLE;
    return foundOr(
      severityAbove(window.increase, levels.syncs, was),
      `${plural(window.increase, 'full copy was', 'full copies were')} sent to replicas in the last hour.`,
      {
        sentence: `${plural(window.increase, 'full copy was', 'full copies were')} sent to replicas in the last hour: each one is a fork and all of the data.`,
        evidence: [
          { label: 'Full resyncs', value: window.increase, unit: 'count', metric: 'fullSyncsPerSecond' },
        ],
        remedy:
          'If these were no new replicas, the backlog is too small for their interruptions, or their output buffer for a copy.',
        ...(size && { line: `CONFIG SET repl-backlog-size ${Math.ceil((size * 4) / 1024 ** 2)}mb` }),
      },
    );
  },
});

const PARTIAL_REFUSED = rule({
  id: 'replication.partial-refused',
  area: 'replication',
  title: 'Replica could not catch up',
  condition: 'Partial resyncs that were refused within an hour.',
  needs: [],
  thresholds: { syncs: threshold('Refused partial resyncs', 'count', 0, null) },
  forSeconds: 0,
  reference: 'INFO stats, sync_partial_err',
  judge: (facts, levels, was) => {
    const window = facts.over('refusedPartialSyncsPerSecond', HOUR_SECONDS);
    if (!isPrimary(facts) || window === null) return INAPPLICABLE;
    if (window.increase === 0 && !facts.values.connectedReplicas) return INAPPLICABLE;
    return foundOr(
      severityAbove(window.increase, levels.syncs, was),
      'No replica had to be sent everything because the backlog was too short.',
      {
        sentence: `${plural(window.increase, 'time')} in the last hour a replica came back too late for the backlog and had to be sent everything.`,
        evidence: [
          { label: 'Refused', value: window.increase, unit: 'count', metric: 'refusedPartialSyncsPerSecond' },
        ],
        remedy: 'A backlog as large as what is written during an interruption lets it catch up.',
        line: 'CONFIG SET repl-backlog-size 64mb',
      },
    );
  },
});

const WRITABLE = rule({
  id: 'replication.writable',
  area: 'replication',
  title: 'Replica can be written to',
  condition: 'replica-read-only is no.',
  needs: [],
  thresholds: {},
  forSeconds: 0,
  reference: 'redis.io, replication: read-only replica',
  judge: (facts) => {
    if (linkOf(facts) === null) return INAPPLICABLE;
    const readOnly = facts.info && infoNumber(facts.info, 'slave_read_only');
    if (readOnly === null) return untold('whether it can be written to');
    return foundOr(readOnly === 0 ? 'advice' : null, 'This replica takes no writes.', {
      sentence:
        'This replica takes writes: what is written here is nowhere else, and the next full copy deletes it.',
      evidence: [],
      remedy: 'Unless an application keeps something of its own here on purpose, close it.',
      line: 'CONFIG SET replica-read-only yes',
    });
  },
});

const TOO_FEW = rule({
  id: 'replication.too-few',
  area: 'replication',
  title: 'Too few replicas to write',
  condition: 'Fewer good replicas than min-replicas-to-write: writes are refused.',
  needs: [],
  thresholds: {},
  forSeconds: 0,
  reference: 'redis.io, replication: min-replicas-to-write',
  judge: (facts) => {
    const good = facts.info && infoNumber(facts.info, 'min_slaves_good_slaves');
    // It is told only where a number is set.
    if (!isPrimary(facts) || good === null) return INAPPLICABLE;
    const wanted = facts.config ? settingOf(facts.config, 'min-replicas-to-write') : null;
    if (good > 0 && wanted === null) return withConfig(facts, () => untold('how many replicas it wants'));
    const needed = wanted ?? 1;
    return foundOr(
      good < needed ? 'critical' : null,
      `${formatCount(good)} good replicas, ${formatCount(needed)} are needed for a write.`,
      {
        sentence: `${formatCount(good)} good replicas, and ${wanted === null ? 'at least one is' : `${formatCount(needed)} are`} needed for a write: Redis refuses writes (NOREPLICAS).`,
        evidence: [{ label: 'Good replicas', value: good, unit: 'count', metric: 'connectedReplicas' }],
        remedy: 'Bring the replicas back. To be able to write meanwhile, give up the safety:',
        line: 'CONFIG SET min-replicas-to-write 0',
      },
    );
  },
});

const BUFFER_HARD_BYTES = 256 * 1024 ** 2;

const BUFFERS = rule({
  id: 'replication.buffers',
  area: 'replication',
  title: 'Buffers of replicas',
  condition: 'What waits to be sent to replicas, as a share of the hard limit of their output buffer.',
  needs: [],
  thresholds: { share: threshold('Share of the hard limit', 'ratio', 0.5, null) },
  forSeconds: 60,
  reference: 'MEMORY DOCTOR: clients_slaves; redis.io, clients: output buffer limits',
  judge: (facts, levels, was) => {
    const bytes = facts.info && infoNumber(facts.info, 'mem_clients_slaves');
    if (!isPrimary(facts) || !facts.values.connectedReplicas || bytes === null) return INAPPLICABLE;
    const limits = facts.config?.get('client-output-buffer-limit');
    const hard = Number(/(?:slave|replica) (\d+)/.exec(limits ?? '')?.[1] ?? BUFFER_HARD_BYTES);
    if (hard === 0) return fine(`${formatBytes(bytes)} wait for replicas; their buffer has no limit.`);
    return foundOr(
      severityAbove(bytes / hard, levels.share, was),
      `${formatBytes(bytes)} wait for replicas, whose buffer may take ${formatBytes(hard)}.`,
      {
        sentence: `${formatBytes(bytes)} wait to be sent to replicas, ${formatValue(bytes / hard, 'ratio')} of ${limits === undefined ? 'the default limit' : 'the limit'} of ${formatBytes(hard)}: at the limit the replica is disconnected.`,
        evidence: [{ label: 'Waiting', value: bytes, unit: 'bytes', metric: 'replicationBytes' }],
        remedy:
          'A replica or its network is slower than the writes. A larger buffer bridges a burst, not a lack.',
        line: `CONFIG SET client-output-buffer-limit "replica ${hard * 2} ${hard} 60"`,
      },
    );
  },
});

export const REPLICA_RULES: readonly Rule[] = [LINK_DOWN, WRITABLE];
export const PRIMARY_RULES: readonly Rule[] = [
  REPLICA_LOST,
  LAG_TIME,
  LAG_BYTES,
  FULL_SYNCS,
  PARTIAL_REFUSED,
  TOO_FEW,
  BUFFERS,
];
