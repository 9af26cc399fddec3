import { formatCount, formatValue, share } from '@/lib/format';
import { plural } from '@/lib/plural';
import { severityAbove, threshold } from '../levels';
import type { Rule } from '../rule';
import { THRESHOLDS } from '../thresholds';
import { fine, foundOr, rule, settingOf, untold, withConfig, withIncrease, withWindow } from '../verdicts';

const NEAR_LIMIT = rule({
  id: 'clients.near-limit',
  area: 'clients',
  title: 'Clients near their limit',
  condition: 'Connected clients, as a share of maxclients.',
  needs: [],
  thresholds: {
    share: threshold(
      'Share of maxclients',
      'ratio',
      THRESHOLDS.connectedClients.warning,
      THRESHOLDS.connectedClients.critical,
    ),
  },
  forSeconds: 120,
  reference: 'awesome-prometheus-alerts RedisTooManyConnections; Zabbix (80 %)',
  judge: ({ values }, levels, was) => {
    const { connectedClients: clients, maxclients } = values;
    const part = share(clients, maxclients);
    if (clients == null || maxclients == null || part === null) return untold('how many clients it admits');
    const numbers = `${formatCount(clients)} of ${formatCount(maxclients)}`;
    return foundOr(
      severityAbove(part, levels.share, was),
      `${numbers} connections are taken (${formatValue(part, 'ratio')}).`,
      {
        sentence: `${formatValue(part, 'ratio')} of all client connections are taken, ${numbers}; who comes after the last one is turned away.`,
        evidence: [
          { label: 'Connected', value: clients, unit: 'count', metric: 'connectedClients' },
          { label: 'Limit', value: maxclients, unit: 'count', metric: 'maxclients' },
        ],
        remedy:
          'The page of clients groups them by application: a pool that is too large or leaks stands out. Raise the limit, and the system’s for open files with it (ulimit -n).',
        line: `CONFIG SET maxclients ${maxclients * 2}`,
      },
    );
  },
});

const REJECTED = rule({
  id: 'clients.rejected',
  area: 'clients',
  title: 'Connections turned away',
  condition:
    'Connections rejected within the last minute because of maxclients (within 5 minutes, once it fired).',
  needs: [],
  thresholds: { connections: threshold('Rejected connections', 'count', 0, null) },
  forSeconds: 0,
  reference: 'netdata redis_connections_rejected; awesome-prometheus-alerts RedisRejectedConnections',
  judge: ({ over, values }, levels, was) => {
    const seconds = was === null ? 60 : 300;
    return withIncrease(over('rejectedConnectionsPerSecond', seconds), seconds, (increase) =>
      foundOr(
        severityAbove(increase, levels.connections, was),
        'No connection was turned away in the last minute.',
        {
          sentence: `${plural(increase, 'connection was', 'connections were')} turned away in the last ${seconds === 60 ? 'minute' : '5 minutes'}: all ${formatCount(values.maxclients)} are taken.`,
          evidence: [
            {
              label: 'Rejected',
              value: increase,
              unit: 'count',
              metric: 'rejectedConnectionsPerSecond',
            },
          ],
          remedy:
            'Find the application that holds too many on the page of clients, or raise the limit (and ulimit -n).',
          ...(values.maxclients != null && { line: `CONFIG SET maxclients ${values.maxclients * 2}` }),
        },
      ),
    );
  },
});

/** So much of all commands, and a connection hardly does anything before it is closed. */
const CHURN_SHARE = 0.1;

const CHURN = rule({
  id: 'clients.churn',
  area: 'clients',
  title: 'Connections opened anew',
  condition: 'New connections per second, where there are more than one for ten commands (5 minutes).',
  needs: [],
  thresholds: { rate: threshold('New connections per second', 'perSecond', 50, null) },
  forSeconds: 300,
  reference: 'ElastiCache: NewConnections; redis.io, clients',
  judge: ({ over }, levels, was) =>
    withWindow(over('connectionsPerSecond', 300), 300, ({ mean }) => {
      const commands = over('commandsPerSecond', 300)?.mean ?? 0;
      const severity = mean > commands * CHURN_SHARE ? severityAbove(mean, levels.rate, was) : null;
      return foundOr(severity, `${formatValue(mean, 'perSecond')} connections are opened anew.`, {
        sentence: `${formatValue(mean, 'perSecond')} connections are opened, for ${formatValue(commands, 'perSecond')} commands: somebody connects anew for nearly every command.`,
        evidence: [
          { label: 'New connections', value: mean, unit: 'perSecond', metric: 'connectionsPerSecond' },
        ],
        remedy:
          'Use a pool of connections in the application: connecting costs more than most commands, with TLS far more.',
      });
    }),
});

const OUTPUT_KILLS = rule({
  id: 'clients.output-limit',
  area: 'clients',
  title: 'Slow readers disconnected',
  condition: 'Clients closed within 10 minutes because their output buffer was full (Redis 7.4, Valkey 8).',
  needs: [],
  thresholds: { clients: threshold('Closed clients', 'count', 0, null) },
  forSeconds: 0,
  reference: 'INFO stats, client_output_buffer_limit_disconnections; redis.io, clients',
  judge: ({ over, values }, levels, was) => {
    if (values.outputLimitKillsPerSecond == null) return untold('whom it disconnects for a full buffer');
    return withIncrease(over('outputLimitKillsPerSecond', 600), 600, (increase) =>
      foundOr(
        severityAbove(increase, levels.clients, was),
        'No client was closed for a full output buffer in the last 10 minutes.',
        {
          sentence: `${plural(increase, 'client was', 'clients were')} closed in the last 10 minutes because of replies that were not read fast enough.`,
          evidence: [
            { label: 'Closed', value: increase, unit: 'count', metric: 'outputLimitKillsPerSecond' },
          ],
          remedy:
            'Usually a subscriber that does not keep up or a reply of many megabytes. Raise the limit only if the reader is known to be fast enough.',
          line: 'CONFIG SET client-output-buffer-limit "pubsub 64mb 16mb 60"',
        },
      ),
    );
  },
});

/** What holds up everybody else, and what does the same without. */
const BLOCKERS = [
  { name: 'KEYS', metric: 'keysCallsPerSecond', instead: 'SCAN does in small steps what KEYS does at once' },
  { name: 'SAVE', metric: 'saveCallsPerSecond', instead: 'BGSAVE saves beside the traffic' },
  {
    name: 'FLUSHALL or FLUSHDB',
    metric: 'flushCallsPerSecond',
    instead: 'with ASYNC a flush frees beside it',
  },
  { name: 'DEBUG', metric: 'debugCallsPerSecond', instead: 'DEBUG belongs on servers that nobody uses' },
] as const;

const BLOCKING_SECONDS = 900;

const BLOCKING = rule({
  id: 'clients.blocking-commands',
  area: 'clients',
  title: 'KEYS, SAVE or FLUSHALL in use',
  condition:
    'KEYS, SAVE, FLUSHALL, FLUSHDB or DEBUG were called within 15 minutes: while they run, nobody else is served.',
  needs: [],
  thresholds: { calls: threshold('Calls', 'count', 0, null) },
  forSeconds: 0,
  reference: 'redis.io, KEYS: "never in production"; INFO commandstats',
  judge: ({ over, values }, levels, was) => {
    const window = over('keysCallsPerSecond', BLOCKING_SECONDS);
    if (values.keysCallsPerSecond == null && window === null)
      return untold('its calls by command, or it was not watched for long enough yet');
    const called = BLOCKERS.map((blocker) => ({
      ...blocker,
      calls: over(blocker.metric, BLOCKING_SECONDS)?.increase ?? 0,
    })).filter(({ calls }) => calls > 0);
    return withIncrease(window, BLOCKING_SECONDS, () =>
      foundOr(
        severityAbove(
          called.reduce((sum, { calls }) => sum + calls, 0),
          levels.calls,
          was,
        ),
        'Nobody has called KEYS, SAVE, FLUSHALL, FLUSHDB or DEBUG in the last 15 minutes.',
        {
          sentence: `Somebody has called ${listOf(called.map(({ name, calls }) => `${name} ${plural(calls, 'time')}`))} in the last 15 minutes; while one runs, nobody else is served.`,
          evidence: called.map(({ name, metric, calls }) => ({
            ...{ label: name, value: calls, metric },
            unit: 'count' as const,
          })),
          remedy: `${sentenceOf(called.map(({ instead }) => instead))} An application’s user needs none of them.`,
          line: 'ACL SETUSER <application> -keys -save -flushall -flushdb -debug',
        },
      ),
    );
  },
});

const listOf = (words: readonly string[]) => words.join(', ').replace(/, ([^,]*)$/, ' and $1');

const sentenceOf = (parts: readonly string[]) => {
  const text = parts.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
};

const NEVER_CLOSED = rule({
  id: 'clients.never-closed',
  area: 'clients',
  title: 'Dead connections stay',
  condition: 'Both timeout and tcp-keepalive are 0.',
  needs: ['config|get'],
  thresholds: {},
  forSeconds: 0,
  reference: 'redis.io, clients: client timeouts',
  judge: (facts) =>
    withConfig(facts, (config) => {
      const [timeout, keepalive] = [settingOf(config, 'timeout'), settingOf(config, 'tcp-keepalive')];
      if (timeout === null || keepalive === null) return untold('its timeouts');
      if (timeout > 0) return fine(`Idle connections are closed after ${timeout} s.`);
      return foundOr(
        keepalive === 0 ? 'advice' : null,
        `Dead connections are noticed by a keepalive every ${keepalive} s.`,
        {
          sentence:
            'Neither timeout nor tcp-keepalive is set: connections of clients that are gone stay until a restart.',
          evidence: [],
          remedy: 'A keepalive finds out who is gone, and closes nobody else.',
          line: 'CONFIG SET tcp-keepalive 300',
        },
      );
    }),
});

export const CLIENT_RULES: readonly Rule[] = [
  NEAR_LIMIT,
  REJECTED,
  CHURN,
  OUTPUT_KILLS,
  BLOCKING,
  NEVER_CLOSED,
];
