import { formatCount, formatDuration } from '@/lib/format';
import { plural } from '@/lib/plural';
import { atLeast } from '@/lib/redis/compare-versions';
import { identifyServer } from '@/lib/redis/identify-server';
import { infoNumber } from '@/lib/redis/info-fields';
import { readKeyspace } from '@/lib/redis/parse-keyspace';
import { severityAbove, severityBelow, threshold } from '../levels';
import type { Rule } from '../rule';
import { fine, foundOr, INAPPLICABLE, rule, unchecked, untold, withConfig, withIncrease } from '../verdicts';

const OPEN = rule({
  id: 'security.open-door',
  area: 'security',
  title: 'No password',
  condition:
    'The default user needs no password: advice on a machine of its own, critical where others reach it (no protected mode, or from another machine).',
  needs: [],
  thresholds: {},
  forSeconds: 0,
  reference: 'redis.io, security; ACL nopass',
  judge: ({ passwordless, local, config, collector }) => {
    if (passwordless === null)
      return unchecked(
        `the dashboard's collector signs in as ${collector} with a password, so it never learns whether one is needed`,
      );
    if (!passwordless) return fine('Nobody gets in without a password.');
    const isExposed = !local || config?.get('protected-mode') === 'no';
    return foundOr(isExposed ? 'critical' : 'advice', '', {
      sentence: isExposed
        ? `The default user needs no password${local ? ' and protected mode is off' : ', and other machines are let in'}: whoever reaches the port may read, change and delete everything.`
        : 'The default user needs no password: every program on this machine may read, change and delete everything.',
      evidence: [],
      remedy:
        'Give each application a user of its own, then the default user a password. Do the dashboard’s configuration and your clients first: they need it at their next connection.',
      line: 'ACL SETUSER default resetpass >a-long-password',
    });
  },
});

const WRONG_SECONDS = 300;

const WRONG_PASSWORDS = rule({
  id: 'security.wrong-passwords',
  area: 'security',
  title: 'Wrong passwords',
  condition: 'Sign-ins that were refused within 5 minutes.',
  needs: [],
  thresholds: { attempts: threshold('Refused sign-ins', 'count', 10, 50) },
  forSeconds: 0,
  reference: 'ElastiCache: AuthenticationFailures; BetterDB: ACL denied ≥ 10 and ≥ 50',
  judge: ({ over, info }, levels, was) => {
    if (info && infoNumber(info, 'total_error_replies') === null) return untold('refused sign-ins');
    return withIncrease(over('wrongPasswordsPerSecond', WRONG_SECONDS), WRONG_SECONDS, (attempts) => {
      return foundOr(
        severityAbove(attempts, levels.attempts, was),
        `${attempts === 0 ? 'No sign-in was' : plural(attempts, 'sign-in was', 'sign-ins were')} refused in the last 5 minutes.`,
        {
          sentence: `${plural(attempts, 'sign-in')} with a wrong name or password in the last 5 minutes: an application with an old password, or somebody who tries.`,
          evidence: [{ label: 'Refused', value: attempts, unit: 'count', metric: 'wrongPasswordsPerSecond' }],
          remedy: 'The ACL log says from which address and as which user.',
          line: 'ACL LOG 10',
        },
      );
    });
  },
});

const CERTIFICATE = rule({
  id: 'security.certificate',
  area: 'security',
  title: 'Certificate runs out',
  condition: 'Time until the server’s certificate is no longer valid (Valkey 9).',
  needs: [],
  thresholds: { left: threshold('Time left', 'seconds', 30 * 86_400, 7 * 86_400) },
  forSeconds: 0,
  reference: 'Valkey 9, INFO tls: tls_server_cert_expires_in_seconds',
  judge: ({ info }, levels, was) => {
    const left = info && infoNumber(info, 'tls_server_cert_expires_in_seconds');
    // Without TLS it is told as 0.
    if (!left) return INAPPLICABLE;
    return foundOr(
      severityBelow(left, levels.left, was),
      `The certificate is valid for another ${formatDuration(left)}.`,
      {
        sentence: `The server’s certificate runs out in ${formatDuration(left)}; then no client connects any more.`,
        evidence: [{ label: 'Time left', value: left, unit: 'seconds' }],
        remedy: 'Put a new one in its place and let the server read it; no restart is needed.',
        line: 'CONFIG SET tls-cert-file /path/to/new.crt',
      },
    );
  },
});

/** Lines of Redis whose makers publish no fixes any more; those of October 2025 were made for 6.2, 7.2, 7.4 and 8. */
const isAbandoned = (version: string) =>
  !atLeast(version, '6.2') || (atLeast(version, '7.0') && !atLeast(version, '7.2'));

const VERSION = rule({
  id: 'security.version',
  area: 'security',
  title: 'Version without fixes',
  condition: 'Redis older than 6.2, or 7.0: no security fixes are published for it.',
  needs: [],
  thresholds: {},
  forSeconds: 0,
  reference: 'Redis security releases of October 2025 (CVE-2025-49844): 6.2, 7.2, 7.4 and 8',
  judge: ({ info, node }) => {
    if (!info) return untold('its version');
    const { engine, version, label, provider } = identifyServer(info, node);
    // What a provider runs, its provider mends.
    if (engine !== 'redis' || version === '' || provider !== null) return fine(`It is ${label}.`);
    return foundOr(isAbandoned(version) ? 'advice' : null, `It is ${label}.`, {
      sentence: `It is ${label}, and the makers of Redis publish no security fixes for that line any more: the one for CVE-2025-49844, which lets scripts run code, was made for 6.2, 7.2, 7.4 and 8.`,
      evidence: [],
      remedy:
        'Look whether your distribution has mended its package; else plan the upgrade, a replica first. Meanwhile take scripting from users that do not need it.',
      line: 'ACL SETUSER <application> -@scripting',
    });
  },
});

const DATABASES = rule({
  id: 'security.databases',
  area: 'security',
  title: 'Several databases in use',
  condition: 'Keys lie in more than one numbered database.',
  needs: [],
  thresholds: {},
  forSeconds: 0,
  reference: 'RedisInsight recommendations; redis.io, SELECT',
  judge: ({ info }) => {
    if (!info?.sections.keyspace) return untold('its databases');
    const used = readKeyspace(info).filter(({ keys }) => keys > 0);
    const list = used.map(({ db }) => db).join(', ');
    return foundOr(
      used.length > 1 ? 'advice' : null,
      used.length === 0 ? 'It is empty.' : `All keys lie in database ${list}.`,
      {
        sentence: `Keys lie in ${formatCount(used.length)} databases (${list}): they share one thread, one limit and one eviction, and a Redis Cluster has only database 0.`,
        evidence: used
          .slice(0, 5)
          .map(({ db, keys }) => ({ label: `Database ${db}`, value: keys, unit: 'count' as const })),
        remedy:
          'Tell applications apart by the beginning of their keys, or give each an instance of its own.',
      },
    );
  },
});

const DEBUG = rule({
  id: 'security.debug',
  area: 'security',
  title: 'DEBUG allowed',
  condition: 'enable-debug-command is yes: whoever may run DEBUG can stop the server.',
  needs: ['config|get'],
  thresholds: {},
  forSeconds: 0,
  reference: 'redis.conf (7.0), enable-debug-command',
  judge: (facts) =>
    withConfig(facts, (config) => {
      const setting = config.get('enable-debug-command');
      if (setting === undefined) return untold('who may run DEBUG');
      return foundOr(setting === 'yes' ? 'advice' : null, 'DEBUG is closed to other machines.', {
        sentence:
          'DEBUG is open to everybody who may run it, from anywhere: DEBUG SEGFAULT ends the server, DEBUG SLEEP stops it.',
        evidence: [],
        remedy:
          'Set enable-debug-command to no or local in the configuration file and restart; until then take it from users.',
        line: 'ACL SETUSER <application> -debug',
      });
    }),
});

export const SECURITY_RULES: readonly Rule[] = [
  OPEN,
  WRONG_PASSWORDS,
  CERTIFICATE,
  VERSION,
  DATABASES,
  DEBUG,
];
