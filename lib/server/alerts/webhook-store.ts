import 'server-only';
import { hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { WebhookPreset } from '@/lib/advisor/webhook-body';
import { seal, unseal } from '../sign-in/vault';

/** Where alerts of an instance are sent, as people may see it: neither the whole address nor the secret. */
export interface Webhook {
  id: string;
  instance: string;
  name: string;
  preset: WebhookPreset;
  /** Only its origin: the path of many receivers is a secret of its own. */
  shownUrl: string;
  /** Unix milliseconds. */
  changedAt: number;
  person: string;
}

/** One message to one receiver, and how it went. */
export interface Delivery {
  id: number;
  webhook: string;
  event: string;
  state: 'waiting' | 'delivered' | 'failed';
  /** Unix milliseconds. */
  createdAt: number;
  attempts: number;
  triedAt: number | null;
  nextAt: number | null;
  /** Of the last attempt. */
  status: number | null;
  error: string | null;
}

/** How many deliveries of a webhook are kept. */
const MOST_DELIVERIES = 200;

const WEBHOOK = 'id, instance, name, preset, shown_url AS shownUrl, changed_at AS changedAt, person';
const DELIVERY = `id, webhook, event, state, created_at AS createdAt, attempts, tried_at AS triedAt,
  next_at AS nextAt, status, error`;

/** An address as everybody may read it. */
export function shownUrl(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return pathname === '/' && search === '' ? `${origin}/` : `${origin}/…`;
}

/** Webhooks and their deliveries, durably; addresses and secrets are sealed with a key that is not in the file. */
export class WebhookStore {
  private readonly key: string;

  /** @param secret of the process: the one that encrypts cookies, too */
  constructor(
    private readonly database: Database.Database,
    secret: string,
  ) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'hitrate webhooks', 32)).toString('base64url');
  }

  /**
   * Keeps a webhook, or changes the one of that name.
   * @param given `url` may be left out of one that is there: it stays
   * @returns its new secret, which nobody is shown again; `null` where there is none to change
   */
  set(
    given: { instance: string; name: string; preset: WebhookPreset; url?: string },
    person: string,
    now: number,
  ): { id: string; secret: string } | null {
    const { instance, name, preset } = given;
    const before = this.list(instance).find((webhook) => webhook.name === name);
    const url = given.url ?? (before && this.open(before)?.url);
    if (url === undefined) return null;
    const id = before?.id ?? randomUUID();
    const secret = randomBytes(32).toString('base64url');
    const sealed = seal(this.key, JSON.stringify({ url, secret }), [id, instance]);
    this.database
      .prepare(
        `INSERT INTO webhooks (id, instance, name, preset, shown_url, sealed, changed_at, person)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET preset = excluded.preset, shown_url = excluded.shown_url,
           sealed = excluded.sealed, changed_at = excluded.changed_at, person = excluded.person`,
      )
      .run(id, instance, name, preset, shownUrl(url), sealed, now, person);
    return { id, secret };
  }

  /** Removes a webhook with its log. @returns whether it was there */
  remove(instance: string, id: string): boolean {
    const { changes } = this.database
      .prepare('DELETE FROM webhooks WHERE instance = ? AND id = ?')
      .run(instance, id);
    return changes > 0;
  }

  list(instance: string): Webhook[] {
    return this.database
      .prepare(`SELECT ${WEBHOOK} FROM webhooks WHERE instance = ? ORDER BY name`)
      .all(instance) as Webhook[];
  }

  find(id: string): Webhook | null {
    const row = this.database.prepare(`SELECT ${WEBHOOK} FROM webhooks WHERE id = ?`).get(id);
    return (row as Webhook | undefined) ?? null;
  }

  /** The address and the secret; `null` where the key is another one by now (HITRATE_SECRET was changed). */
  open({ id, instance }: Webhook): { url: string; secret: string } | null {
    const row = this.database.prepare('SELECT sealed FROM webhooks WHERE id = ?').get(id) as
      { sealed: Buffer } | undefined;
    try {
      return row ? (JSON.parse(unseal(this.key, row.sealed, [id, instance])) as never) : null;
    } catch {
      return null;
    }
  }

  /** Puts a message into the queue. @returns its id */
  enqueue(webhook: string, event: string, body: string, now: number): number {
    const { lastInsertRowid } = this.database
      .prepare(
        `INSERT INTO webhook_deliveries (webhook, event, body, state, created_at, next_at)
         VALUES (?, ?, ?, 'waiting', ?, ?)`,
      )
      .run(webhook, event, body, now, now);
    this.database
      .prepare(
        `DELETE FROM webhook_deliveries WHERE webhook = ? AND id <=
           (SELECT id FROM webhook_deliveries WHERE webhook = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
      )
      .run(webhook, webhook, MOST_DELIVERIES);
    return Number(lastInsertRowid);
  }

  /** What is to be sent by now, the oldest first. */
  due(now: number, limit: number): (Delivery & { body: string })[] {
    return this.database
      .prepare(
        `SELECT ${DELIVERY}, body FROM webhook_deliveries
         WHERE state = 'waiting' AND next_at <= ? ORDER BY next_at, id LIMIT ?`,
      )
      .all(now, limit) as (Delivery & { body: string })[];
  }

  /** Keeps how an attempt went. @param nextAt when the next one is; `null`: there is none */
  tried(
    id: number,
    { status, error, at, nextAt }: Pick<Delivery, 'status' | 'error' | 'nextAt'> & { at: number },
  ): void {
    const state = error === null ? 'delivered' : nextAt === null ? 'failed' : 'waiting';
    this.database
      .prepare(
        `UPDATE webhook_deliveries SET state = ?, attempts = attempts + 1, tried_at = ?, next_at = ?, status = ?,
           error = ? WHERE id = ?`,
      )
      .run(state, at, nextAt, status, error, id);
  }

  /** The deliveries of an instance's webhooks, the newest first. */
  deliveries(instance: string, limit: number): Delivery[] {
    return this.database
      .prepare(
        `SELECT ${DELIVERY} FROM webhook_deliveries
         WHERE webhook IN (SELECT id FROM webhooks WHERE instance = ?) ORDER BY id DESC LIMIT ?`,
      )
      .all(instance, limit) as Delivery[];
  }

  findDelivery(id: number): Delivery | null {
    const row = this.database.prepare(`SELECT ${DELIVERY} FROM webhook_deliveries WHERE id = ?`).get(id);
    return (row as Delivery | undefined) ?? null;
  }
}
