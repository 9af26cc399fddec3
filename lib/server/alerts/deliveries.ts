import 'server-only';
import { singleton } from '../singleton';
import type { Posted, Posting } from './post-webhook';
import type { Delivery, WebhookStore } from './webhook-store';

export interface DeliveriesOptions {
  post: (posting: Posting) => Promise<Posted>;
  clock: () => number;
  /** Milliseconds after each failed attempt; after the last one it is given up. */
  delaysMs?: readonly number[];
}

/** Five attempts within about twenty minutes: longer than a restart of the receiver, shorter than what is news. */
const DELAYS_MS = [10_000, 60_000, 300_000, 900_000];
const LOOK_MS = 2_000;
const AT_ONCE = 8;

/** Sends what waits, again and again until it has arrived or is given up. */
export class Deliveries {
  private readonly underway = new Map<number, Promise<void>>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    readonly store: WebhookStore,
    private readonly options: DeliveriesOptions,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => this.sendDue(), LOOK_MS).unref();
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  /** Begins to send what is due. @returns once all that is underway has ended */
  async sendDue(): Promise<void> {
    const free = AT_ONCE - this.underway.size;
    const due = free > 0 ? this.store.due(this.options.clock(), AT_ONCE + free) : [];
    for (const delivery of due.filter(({ id }) => !this.underway.has(id)).slice(0, free)) {
      const ending = this.send(delivery)
        .catch((error: unknown) => console.error(`Delivery ${delivery.id} failed:`, error))
        .finally(() => this.underway.delete(delivery.id));
      this.underway.set(delivery.id, ending);
    }
    await Promise.all(this.underway.values());
  }

  /** Sends one message now, beside the others; the first attempt's end is awaited. */
  async sendNow(webhook: string, event: string, body: string): Promise<Delivery> {
    const id = this.store.enqueue(webhook, event, body, this.options.clock());
    await this.sendDue();
    return this.store.findDelivery(id)!;
  }

  private async send({ id, webhook, event, body, attempts }: Delivery & { body: string }): Promise<void> {
    const found = this.store.find(webhook);
    const opened = found && this.store.open(found);
    const posted: Posted = opened
      ? await this.options.post({ ...opened, delivery: id, event, body })
      : {
          status: null,
          error:
            'Its address cannot be unsealed, since HITRATE_SECRET is another one. Set the webhook again.',
          retry: false,
        };
    const at = this.options.clock();
    const delay =
      posted.error !== null && posted.retry ? (this.options.delaysMs ?? DELAYS_MS)[attempts] : undefined;
    const nextAt = delay === undefined ? null : at + delay;
    this.store.tried(id, { status: posted.status, error: posted.error, at, nextAt });
  }
}

const holder = () => singleton<{ deliveries: Deliveries | null }>('deliveries', () => ({ deliveries: null }));

/** The deliveries of this process; `start-alerts.ts` makes them. */
export function deliveries(): Deliveries {
  const { deliveries } = holder();
  if (!deliveries) throw new Error('Deliveries have not been started.');
  return deliveries;
}

/** To be called once, at the start. */
export function provideDeliveries(made: Deliveries): void {
  holder().deliveries = made;
}
