import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Rule, Verdict } from '@/lib/advisor/rule';
import { openDatabase } from '../database';
import { AlertStore } from './alert-store';
import { Alerts, type AlertNews } from './alerts';
import { Deliveries } from './deliveries';
import type { Posted, Posting } from './post-webhook';
import { RuleSettings } from './rule-settings';
import { WebhookStore } from './webhook-store';

const NOW = 1_800_000_000_000;
const SECOND = 1000;
const RULE = 'memory.near-limit';
const PLACE = { instance: 'shop', node: 'a:6379', rule: RULE };

let directory: string;
let database: Database.Database;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'hitrate-alerts-'));
  database = openDatabase(directory);
});
afterEach(() => {
  database.close();
  rmSync(directory, { recursive: true, force: true });
});

const found = (severity: 'critical' | 'warning', sentence = 'Memory is at 85 %.'): Verdict => ({
  ...{ kind: 'found', severity, sentence, remedy: 'Raise the limit.', line: 'CONFIG SET maxmemory 1gb' },
  evidence: [{ label: 'Used', value: 85, unit: 'bytes', metric: 'usedMemoryBytes' }],
});
const fine: Verdict = { kind: 'fine', sentence: 'Memory is at 40 %.' };

function made({ off = false } = {}) {
  const news: AlertNews[] = [];
  const alerts = new Alerts(new AlertStore(database), {
    findRule: () => ({ forSeconds: 10 }) as Rule,
    isOff: () => off,
    onNews: (each) => news.push(each),
  });
  const look = (seconds: number, verdict: Verdict, node = 'a:6379') =>
    alerts.take('shop', [{ rule: RULE, node, verdict }], NOW + seconds * SECOND);
  return { alerts, news, look };
}

describe('an alert', () => {
  test('is kept from its opening to its end, with its worst words, and told of each step', () => {
    const { alerts, news, look } = made();
    look(0, found('warning'));
    expect(alerts.open('shop')).toEqual([]);
    look(10, found('warning'));
    look(15, found('critical', 'Memory is at 95 %.'));
    look(20, found('warning', 'Memory is at 84 %.'));
    expect(alerts.open('shop')).toMatchObject([
      { ...PLACE, severity: 'warning', worst: 'critical', words: { sentence: 'Memory is at 84 %.' } },
    ]);
    look(25, fine);
    look(35, fine);
    expect(alerts.open('shop')).toEqual([]);
    expect(news.map(({ event }) => event)).toEqual(['opened', 'worse', 'closed']);
    expect(alerts.store.closed('shop', 10)).toMatchObject([
      {
        ...{ since: NOW, openedAt: NOW + 10 * SECOND, closedAt: NOW + 35 * SECOND, worst: 'critical' },
        words: { sentence: 'Memory is at 95 %.', line: 'CONFIG SET maxmemory 1gb' },
      },
    ]);
  });

  test('goes on after a restart: neither opened nor told a second time, and acknowledged as before', () => {
    const first = made();
    first.look(0, found('critical'));
    first.look(10, found('critical'));
    const [before] = first.alerts.open('shop');
    expect(first.alerts.acknowledge(before!, 'ann', NOW + 11 * SECOND)).toBe(true);
    expect(first.alerts.acknowledge(before!, 'bob', NOW + 12 * SECOND)).toBe(false);

    const second = made();
    second.look(60, found('critical'));
    expect(second.alerts.open('shop')).toMatchObject([
      { id: before!.id, since: NOW, acknowledged: { person: 'ann', at: NOW + 11 * SECOND } },
    ]);
    expect(second.news).toEqual([]);
    second.look(65, fine);
    second.look(75, fine);
    expect(second.news.map(({ event }) => event)).toEqual(['closed']);
    expect(made().alerts.open('shop')).toEqual([]);
  });

  test('that is silenced opens all the same, and says that it is silenced, until then', () => {
    const { alerts, news, look } = made();
    alerts.store.silence({ ...PLACE, until: NOW + 60 * SECOND, person: 'ann' });
    look(0, found('warning'));
    look(10, found('warning'));
    look(70, found('critical'));
    expect(news.map(({ event, silenced }) => [event, silenced])).toEqual([
      ['opened', true],
      ['worse', false],
    ]);
    expect(alerts.store.silences('shop', NOW + 59 * SECOND)).toHaveLength(1);
    expect(alerts.store.silences('shop', NOW + 60 * SECOND)).toEqual([]);
  });

  test('closes where its rule is turned off, and opens none then', () => {
    const on = made();
    on.look(0, found('warning'));
    on.look(10, found('warning'));
    const off = made({ off: true });
    off.look(15, found('warning'));
    off.look(20, found('warning'));
    off.look(60, found('critical'));
    expect(off.news.map(({ event }) => event)).toEqual(['closed']);
  });

  test('of a node that has left closes after some minutes, not at once', () => {
    const { alerts, look } = made();
    look(0, found('warning'));
    look(10, found('warning'));
    for (const seconds of [15, 20, 25]) alerts.take('shop', [], NOW + seconds * SECOND);
    expect(alerts.open('shop')).toHaveLength(1);
    alerts.take('shop', [], NOW + 316 * SECOND);
    expect(alerts.open('shop')).toEqual([]);
  });

  test('of one instance or node is none of another', () => {
    const { alerts, look } = made();
    look(0, found('warning'));
    look(10, found('warning'));
    alerts.take('orders', [{ rule: RULE, node: 'a:6379', verdict: fine }], NOW + 11 * SECOND);
    alerts.take('orders', [{ rule: RULE, node: 'a:6379', verdict: fine }], NOW + 99 * SECOND);
    expect(alerts.open('shop')).toHaveLength(1);
    expect(alerts.open('orders')).toEqual([]);
  });
});

test('thresholds of an instance outlive a restart, and can be given back', () => {
  const levels = { share: { warning: 0.5, critical: null } };
  const setting = { rule: RULE, off: false, levels, changedAt: NOW, person: 'ann' };
  new RuleSettings(database).set('shop', setting);
  const settings = new RuleSettings(database);
  expect(settings.find('shop', RULE)).toEqual(setting);
  expect(settings.find('orders', RULE)).toBeNull();
  settings.reset('shop', RULE);
  expect(settings.find('shop', RULE)).toBeNull();
  expect(new RuleSettings(database).find('shop', RULE)).toBeNull();
});

const URL_WITH_SECRET = 'https://hooks.example.com/services/T0/very-secret-path';
const HOOK = { instance: 'shop', name: 'on-call', preset: 'generic', url: URL_WITH_SECRET } as const;
const KEY = 'x'.repeat(40);

describe('a webhook', () => {
  test('keeps neither its address nor its secret readable on the disk', () => {
    const store = new WebhookStore(database, KEY);
    const { id, secret } = store.set(HOOK, 'ann', NOW)!;
    database.pragma('wal_checkpoint(TRUNCATE)');
    const file = readFileSync(join(directory, 'hitrate.sqlite'));
    expect(file.includes('very-secret-path')).toBe(false);
    expect(file.includes(secret)).toBe(false);
    expect(store.list('shop')).toMatchObject([
      { id, name: 'on-call', shownUrl: 'https://hooks.example.com/…' },
    ]);
    expect(JSON.stringify(store.list('shop'))).not.toContain('very-secret-path');
    expect(store.open(store.find(id)!)).toEqual({ url: URL_WITH_SECRET, secret });
  });

  test('gets a new secret when it is set again, and keeps its address where none is given', () => {
    const store = new WebhookStore(database, KEY);
    const first = store.set(HOOK, 'ann', NOW)!;
    const second = store.set({ ...HOOK, preset: 'slack', url: undefined }, 'bob', NOW + 1)!;
    expect(second.id).toBe(first.id);
    expect(second.secret).not.toBe(first.secret);
    expect(store.open(store.find(first.id)!)).toEqual({ url: URL_WITH_SECRET, secret: second.secret });
    expect(store.set({ ...HOOK, name: 'new', url: undefined }, 'bob', NOW)).toBeNull();
  });

  test('whose key has changed says so instead of being sent somewhere', async () => {
    const { id } = new WebhookStore(database, KEY).set(HOOK, 'ann', NOW)!;
    const { deliveries, posted } = delivering([], new WebhookStore(database, 'y'.repeat(40)));
    const delivery = await deliveries.sendNow(id, 'opened', '{}');
    expect(delivery).toMatchObject({ state: 'failed', attempts: 1, status: null });
    expect(delivery.error).toContain('HITRATE_SECRET');
    expect(posted).toEqual([]);
  });
});

/** Deliveries to a receiver that answers with each of these in turn, at a time that the test says. */
function delivering(answers: Posted[], store = new WebhookStore(database, KEY)) {
  const posted: Posting[] = [];
  const clock = { now: NOW };
  const post = (posting: Posting) => {
    posted.push(posting);
    return Promise.resolve(answers.shift() ?? OK);
  };
  const deliveries = new Deliveries(store, { post, clock: () => clock.now, delaysMs: [1_000, 5_000] });
  return { deliveries, store, posted, clock };
}
const OK: Posted = { status: 200, error: null, retry: false };
const BUSY: Posted = { status: 503, error: 'It answered 503.', retry: true };

describe('a delivery', () => {
  test('is tried again later and later, with the same id, until it is taken', async () => {
    const { deliveries, store, posted, clock } = delivering([BUSY, BUSY, OK]);
    const { id } = store.set(HOOK, 'ann', NOW)!;
    expect(await deliveries.sendNow(id, 'opened', '{"a":1}')).toMatchObject({
      ...{ state: 'waiting', attempts: 1, status: 503, error: 'It answered 503.', nextAt: NOW + 1_000 },
    });
    clock.now = NOW + 999;
    await deliveries.sendDue();
    expect(posted).toHaveLength(1);
    clock.now = NOW + 1_000;
    await deliveries.sendDue();
    clock.now = NOW + 6_000;
    await deliveries.sendDue();
    expect(store.deliveries('shop', 10)).toMatchObject([
      { state: 'delivered', attempts: 3, status: 200, error: null, nextAt: null },
    ]);
    expect(new Set(posted.map(({ delivery, body }) => `${delivery} ${body}`)).size).toBe(1);
  });

  test('is given up after the last delay, and says why', async () => {
    const { deliveries, store, posted, clock } = delivering([BUSY, BUSY, BUSY, OK]);
    const { id } = store.set(HOOK, 'ann', NOW)!;
    await deliveries.sendNow(id, 'opened', '{}');
    for (const ms of [1_000, 6_000, 600_000, 900_000]) {
      clock.now = NOW + ms;
      await deliveries.sendDue();
    }
    expect(posted).toHaveLength(3);
    expect(store.deliveries('shop', 10)).toMatchObject([{ state: 'failed', attempts: 3, nextAt: null }]);
  });

  test('that another try cannot mend is not tried again', async () => {
    const { deliveries, store } = delivering([{ status: 404, error: 'It answered 404.', retry: false }]);
    const { id } = store.set(HOOK, 'ann', NOW)!;
    expect(await deliveries.sendNow(id, 'opened', '{}')).toMatchObject({ state: 'failed', attempts: 1 });
  });

  test('that waits goes on after a restart, and goes with its webhook', async () => {
    const first = delivering([BUSY]);
    const { id } = first.store.set(HOOK, 'ann', NOW)!;
    await first.deliveries.sendNow(id, 'opened', '{}');
    const second = delivering([BUSY]);
    second.clock.now = NOW + 2_000;
    await second.deliveries.sendDue();
    expect(second.posted).toHaveLength(1);
    expect(second.store.remove('shop', id)).toBe(true);
    second.clock.now = NOW + 60_000;
    await second.deliveries.sendDue();
    expect(second.posted).toHaveLength(1);
    expect(second.store.deliveries('shop', 10)).toEqual([]);
  });
});
