import { describe, expect, it } from 'vitest';
import { ConfigError, parseEnv } from './env';

/** The lines that a person reads when they made this mistake. */
function mistakes(variables: Record<string, string>): string[] {
  try {
    parseEnv(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
}

describe('without a setting', () => {
  it('it listens for this machine alone, ends idle sign-ins after 8 h and lets nobody in without a password', () => {
    expect(parseEnv({})).toMatchObject({
      loopbackOnly: true,
      idleMs: 8 * 3_600_000,
      historyBytes: 1_073_741_824,
      allowPasswordless: false,
      publicUrl: null,
      secret: null,
    });
  });

  it('an empty variable counts as none', () => {
    expect(parseEnv({ HITRATE_IDLE_HOURS: '', PUBLIC_URL: '', REDIS_URL: '' })).toEqual(parseEnv({}));
  });
});

it.each(['127.0.0.1', '::1', 'localhost'])('%s is this machine alone', (HITRATE_HOST) => {
  expect(parseEnv({ HITRATE_HOST }).loopbackOnly).toBe(true);
});

it.each(['0.0.0.0', '::', '10.0.0.5', 'ops.example.com'])('%s is reachable for others', (HITRATE_HOST) => {
  expect(parseEnv({ HITRATE_HOST }).loopbackOnly).toBe(false);
});

describe('a mistake is named with its remedy', () => {
  it.each([
    [{ HITRATE_SECRET: 'short' }, 'HITRATE_SECRET must have at least 32 characters.'],
    [{ HITRATE_ALLOW_PASSWORDLESS: 'yes' }, 'HITRATE_ALLOW_PASSWORDLESS must be 1 or 0.'],
    [{ HITRATE_IDLE_HOURS: 'eight' }, 'HITRATE_IDLE_HOURS must be a number of hours.'],
    [
      { PUBLIC_URL: 'ops.example.com' },
      'PUBLIC_URL must be the address in the browser, like https://ops.example.com/hitrate.',
    ],
    [{ HITRATE_HISTORY_MB: 'much' }, 'HITRATE_HISTORY_MB must be a number of megabytes.'],
    [{ HITRATE_HISTORY_MB: '1' }, 'HITRATE_HISTORY_MB must be at least 10.'],
    [{ HITRATE_METRICS_TOKEN: 'short' }, 'HITRATE_METRICS_TOKEN must have at least 16 characters.'],
    [
      { HISTORY_URL: 'http://prometheus:9090' },
      'HISTORY_URL must begin with prometheus+http:// or prometheus+https:// and name a host.',
    ],
    [{ HISTORY_TOKEN: 'x' }, 'HISTORY_TOKEN and HISTORY_MATCH need HISTORY_URL.'],
    [
      { HISTORY_URL: 'prometheus+http://u:p@prometheus:9090', HISTORY_TOKEN: 'x' },
      'HISTORY_URL names a user and HISTORY_TOKEN is set; keep one.',
    ],
    [
      { HISTORY_URL: 'prometheus+http://prometheus:9090', HISTORY_MATCH: '9121' },
      'HISTORY_MATCH must be labels like instance="{host}:9121".',
    ],
    [{ PORT: 'http' }, 'PORT must be a port number.'],
  ])('%j', (variables, line) => expect(mistakes(variables)).toEqual([line]));

  it.each<Record<string, string>>([
    { HITRATE_IDLE_HOURS: '0' },
    { HITRATE_IDLE_HOURS: '721' },
    { PORT: '65536' },
  ])('%j', (variables) =>
    expect(mistakes(variables)).toEqual([expect.stringContaining(Object.keys(variables)[0]!)]),
  );

  it('and so is the next one: all at once', () => {
    expect(mistakes({ HITRATE_SECRET: 'short', PORT: 'http' })).toHaveLength(2);
  });
});

describe('where the past is read', () => {
  it('is the address without the user, who goes into a header; a path stays', () => {
    expect(
      parseEnv({ HISTORY_URL: 'prometheus+https://me:p%40ss@mimir.internal/prometheus/' }).historyStore,
    ).toEqual({
      url: 'https://mimir.internal/prometheus',
      authorization: `Basic ${Buffer.from('me:p@ss').toString('base64')}`,
      match: null,
    });
  });

  it('takes a token and a selector of its own', () => {
    const given = { HISTORY_TOKEN: 'token', HISTORY_MATCH: 'instance="{host}:9121"' };
    expect(parseEnv({ HISTORY_URL: 'prometheus+http://prometheus:9090', ...given }).historyStore).toEqual({
      url: 'http://prometheus:9090',
      authorization: 'Bearer token',
      match: 'instance="{host}:9121"',
    });
  });
});
