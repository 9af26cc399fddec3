import { formatCount, formatDuration } from '@/lib/format';
import { readPrimaryLink } from '@/lib/redis/parse-replication';
import { severityAbove, threshold } from '../levels';
import type { Rule } from '../rule';
import { fine, foundOr, INAPPLICABLE, rule, withWindow } from '../verdicts';

const RECENT_SECONDS = 600;

const ROLE_CHANGED = rule({
  id: 'replication.role-changed',
  area: 'replication',
  title: 'Role has changed',
  condition: 'It became the primary, or a replica, within the last 10 minutes.',
  needs: [],
  thresholds: {},
  forSeconds: 0,
  reference: 'Zabbix template: role change; BetterDB: NODE_FAILOVER',
  judge: ({ info, now, roleChangedAt, values }) => {
    const link = info && readPrimaryLink(info);
    if (roleChangedAt === null && link === null && !values.connectedReplicas) return INAPPLICABLE;
    const role = link === null ? 'the primary' : `a replica of ${link.host}:${link.port ?? '?'}`;
    if (roleChangedAt === null) return fine(`It has been ${role} all the time that it was watched.`);
    const seconds = Math.max(0, (now - roleChangedAt) / 1000);
    const sentence = `It became ${role} ${formatDuration(seconds)} ago`;
    return foundOr(seconds < RECENT_SECONDS ? 'warning' : null, `${sentence}.`, {
      sentence: `${sentence}: a failover, or somebody has changed it.`,
      evidence: [
        {
          label: 'Replicas',
          value: values.connectedReplicas ?? 0,
          unit: 'count',
          metric: 'connectedReplicas',
        },
      ],
      remedy:
        link === null
          ? 'Make sure that applications write here now, that the old primary takes no writes, and that there is a replica again.'
          : 'Make sure that applications write to the new primary: what they write here is refused or lost.',
      line: 'ROLE',
    });
  },
});

const FLAPPING = rule({
  id: 'replication.flapping',
  area: 'replication',
  title: 'Link comes and goes',
  condition: 'How often a replica was lost or found, or its link broke or came back, within 10 minutes.',
  needs: [],
  thresholds: { changes: threshold('Changes', 'count', 4, null) },
  forSeconds: 0,
  reference: 'awesome-prometheus-alerts RedisReplicationFlapping',
  judge: ({ info, over, values }, levels, was) => {
    const isReplica = info !== null && readPrimaryLink(info) !== null;
    const metric = isReplica ? 'primaryLinkUp' : 'connectedReplicas';
    const window = over(metric, RECENT_SECONDS);
    if (!isReplica && !values.connectedReplicas && !window?.changes) return INAPPLICABLE;
    return withWindow(window, RECENT_SECONDS, ({ changes }) =>
      foundOr(
        severityAbove(changes, levels.changes, was),
        isReplica ? 'The link to its primary holds.' : 'Its replicas stay connected.',
        {
          sentence: isReplica
            ? `The link to its primary has broken or come back ${formatCount(changes)} times in the last 10 minutes.`
            : `Replicas were lost or found ${formatCount(changes)} times in the last 10 minutes.`,
          evidence: [{ label: 'Changes', value: changes, unit: 'count', metric }],
          remedy:
            'Each time may cost a full copy. The log of both says who closes the link: the network, repl-timeout, or the output buffer for replicas.',
          line: 'CONFIG GET repl-*',
        },
      ),
    );
  },
});

/** What has just become otherwise. */
export const REPLICATION_CHANGE_RULES: readonly Rule[] = [ROLE_CHANGED, FLAPPING];
