import { formatCount, formatValue } from '@/lib/format';
import { plural } from '@/lib/plural';
import { severityAbove, severityBelow, threshold } from '../levels';
import type { Facts, Rule } from '../rule';
import { fine, foundOr, rule, tooNew, unchecked, withClients, withWindow } from '../verdicts';

const NOW_SECONDS = 300;
const BEFORE_SECONDS = 1800;
/** Of fewer connections a share is one application that comes and goes. */
const WORTH_CLIENTS = 10;

const GONE = rule({
  id: 'clients.gone',
  area: 'clients',
  title: 'Clients have gone',
  condition:
    'Connected clients of the last 5 minutes, as a share of those of the half hour before; from 10 clients on.',
  needs: [],
  thresholds: { share: threshold('Share of the clients of before', 'ratio', 0.2, null) },
  forSeconds: 300,
  reference: 'awesome-prometheus-alerts RedisNotEnoughConnections, against what is usual here',
  judge: ({ over, before }, levels, was) =>
    withWindow(over('connectedClients', NOW_SECONDS), NOW_SECONDS, ({ mean }) => {
      const usual = before('connectedClients', NOW_SECONDS, BEFORE_SECONDS);
      if (usual === null) return unchecked('there is no number of clients of before to compare with yet');
      const numbers = `${formatCount(mean)} clients are connected, ${formatCount(usual.mean)} in the half hour before`;
      const severity =
        usual.mean < WORTH_CLIENTS ? null : severityBelow(mean / usual.mean, levels.share, was);
      return foundOr(severity, `${numbers}.`, {
        sentence: `Only ${numbers}: an application has left, or does not get in.`,
        evidence: [{ label: 'Connected', value: mean, unit: 'count', metric: 'connectedClients' }],
        remedy:
          'The history of clients shows whose connections were closed. If that was no deployment, look at the application’s log: its network, its password, its pool.',
      });
    }),
});

/** So many times what is usual. */
const BLOCKED_FACTOR = 3;

const BLOCKED = rule({
  id: 'clients.blocked',
  area: 'clients',
  title: 'More clients wait than usual',
  condition:
    'Clients more in blocking commands than in the half hour before (5 minutes), where they are three times as many.',
  needs: [],
  thresholds: { more: threshold('More blocked clients', 'count', 20, null) },
  forSeconds: 300,
  reference: 'BetterDB: blocked clients against what is usual; INFO clients, blocked_clients',
  judge: ({ over, before }, levels, was) =>
    withWindow(over('blockedClients', NOW_SECONDS), NOW_SECONDS, ({ mean }) => {
      const usual = before('blockedClients', NOW_SECONDS, BEFORE_SECONDS);
      if (usual === null)
        return unchecked('there is no number of waiting clients of before to compare with yet');
      const numbers = `${plural(Math.round(mean), 'client')} ${Math.round(mean) === 1 ? 'waits' : 'wait'} in blocking commands`;
      const severity =
        mean < usual.mean * BLOCKED_FACTOR ? null : severityAbove(mean - usual.mean, levels.more, was);
      return foundOr(severity, `${numbers}.`, {
        sentence: `${numbers}, ${formatCount(usual.mean)} in the half hour before: nobody brings what they wait for, or many workers were started.`,
        evidence: [{ label: 'Blocked', value: mean, unit: 'count', metric: 'blockedClients' }],
        remedy:
          'Workers that wait for jobs are well (BLPOP, XREADGROUP). If the jobs stay away, look at who should bring them.',
      });
    }),
});

const QUARTER_SECONDS = 900;
const QUARTERS = [3, 2, 1, 0];
/** The part of a quarter that has to be known. */
const ENOUGH = 0.5;

/** The number of clients in the quarters of the last hour, oldest first. */
const quartersOf = ({ over, before }: Facts) =>
  QUARTERS.map((ago) =>
    ago === 0
      ? over('connectedClients', QUARTER_SECONDS)
      : before('connectedClients', ago * QUARTER_SECONDS, QUARTER_SECONDS),
  );

const RISING = rule({
  id: 'clients.rising',
  area: 'clients',
  title: 'Clients only rise',
  condition:
    'Clients more than an hour ago, where no quarter of that hour falls below the one before and there are half as many again.',
  needs: [],
  thresholds: { more: threshold('More clients than an hour ago', 'count', 20, null) },
  forSeconds: 0,
  reference: 'BetterDB: connection leak; redis.io, clients',
  judge: (facts, levels, was) => {
    const quarters = quartersOf(facts).flatMap((window) => (window && window.known >= ENOUGH ? window : []));
    const [first, last] = [quarters[0], quarters.at(-1)];
    if (!first || !last || quarters.length < QUARTERS.length)
      return tooNew(QUARTERS.length * QUARTER_SECONDS * 2);
    const rises = quarters.every((quarter, index) => {
      const earlier = quarters[index - 1];
      return !earlier || (quarter.min >= earlier.max && quarter.max > earlier.max);
    });
    const more = last.max - first.min;
    const severity = rises && last.max >= first.min * 1.5 ? severityAbove(more, levels.more, was) : null;
    return foundOr(severity, 'The number of clients goes up and down, or stays.', {
      sentence: `The number of clients only rises: from ${formatCount(first.min)} to ${formatCount(last.max)} within an hour. Somebody opens connections and closes none.`,
      evidence: [{ label: 'Connected', value: last.max, unit: 'count', metric: 'connectedClients' }],
      remedy:
        'The history of clients names the application whose connections only rise. Until it is mended, a timeout closes those that ask for nothing.',
      line: 'CONFIG SET timeout 3600',
    });
  },
});

/** Pools keep some in reserve. */
const MANY_UNUSED = 50;
const UNUSED_SHARE = 0.5;

const UNUSED = rule({
  id: 'clients.unused',
  area: 'clients',
  title: 'Connections that nobody uses',
  condition: 'More than half of the connections, and at least 50, have asked for nothing for an hour.',
  needs: ['client|list'],
  thresholds: {},
  forSeconds: 0,
  reference: 'BetterDB: connections without commands; redis.io, clients: client timeouts',
  judge: (facts) =>
    withClients(facts, ({ asking, unused, mostOf }) => {
      const part = asking === 0 ? 0 : unused / asking;
      const of = `${formatCount(unused)} of ${plural(asking, 'connection')}`;
      const whose = mostOf ? `; ${formatCount(mostOf.count)} of them are of ${mostOf.who}` : '';
      return foundOr(
        unused >= MANY_UNUSED && part > UNUSED_SHARE ? 'advice' : null,
        `${of} ${unused === 1 ? 'has' : 'have'} asked for nothing for an hour.`,
        {
          sentence: `${of} (${formatValue(part, 'ratio')}) have asked for nothing for an hour${whose}.`,
          evidence: [{ label: 'Unused', value: unused, unit: 'count', metric: 'connectedClients' }],
          remedy:
            'Each takes memory and a place below maxclients. Give the pool fewer connections, or let it close those that are idle.',
        },
      );
    }),
});

const MONITOR = rule({
  id: 'clients.monitor',
  area: 'clients',
  title: 'Somebody listens in with MONITOR',
  condition: 'A client is in MONITOR; an alert opens after 5 minutes.',
  needs: ['client|list'],
  thresholds: {},
  forSeconds: 300,
  reference: 'redis.io, MONITOR: one client can halve the throughput',
  judge: (facts) =>
    withClients(facts, ({ monitors }) => {
      const [first] = monitors;
      if (!first) return fine('Nobody listens in with MONITOR.');
      const named = first.name === '' ? first.addr : `${first.name} (${first.addr})`;
      const others = monitors.length === 1 ? '' : ` and ${plural(monitors.length - 1, 'other')}`;
      return {
        kind: 'found',
        severity: 'warning',
        sentence: `${named}${others} ${monitors.length === 1 ? 'has' : 'have'} every command of everybody sent to them by MONITOR, with its keys and values, which can halve what the server does.`,
        evidence: [{ label: 'In MONITOR', value: monitors.length, unit: 'count' }],
        remedy:
          'It is easily forgotten in a terminal. Ask who it is, then close it; the slow log and the page of commands answer most questions without it.',
        line: `CLIENT KILL ADDR ${first.addr}`,
      };
    }),
});

/** Who comes, goes, waits and listens. */
export const CLIENT_CHANGE_RULES: readonly Rule[] = [GONE, BLOCKED, RISING, UNUSED, MONITOR];
