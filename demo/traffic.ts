import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Plan } from '@/lib/patterns/plan';
import { type Redis } from 'ioredis';
import { runSlowJob, slowJobs } from './batch';
import { chores } from './chores';
import { openConnections, type Address } from './connections';
import { createRandom } from './random';
import { loadAt } from './rhythm';
import { runPlan } from './run-plan';
import { seed } from './seed';
import { newSessions } from './sessions';
import { createTally } from './tally';
import { chooseVisit } from './visits';
import { startWorkers } from './workers';

const tickMs = 50;
/** Visits in an ordinary second. */
const visitsPerSecond = 26;
/** More than so many unanswered visits are not begun: the server is slow or away. */
const mostUnanswered = 300;
/** Without any connection for so long, the server is taken for gone. */
const giveUpMs = 60_000;

export interface Traffic {
  /** Resolves after stop(), or rejects when the server has been gone for a minute. */
  ended: Promise<void>;
  /** How often each kind of error (its first word) came that nobody expected. */
  errors: ReadonlyMap<string, number>;
  /** Runs each of the slow reports once, now. */
  runSlowJobs: () => Promise<void>;
  /** Ends it at once: what is under way is given up. */
  stop: () => void;
}

/**
 * Fills the database with a past, then keeps a shop open in it until stop().
 * @param options.rate Times the ordinary load; default 1.
 * @param options.seedNumber Another number, another shop.
 * @throws When the server cannot be reached or refuses the user.
 */
export async function startTraffic({
  rate = 1,
  seedNumber = 1,
  ...address
}: Address & { rate?: number; seedNumber?: number }): Promise<Traffic> {
  const connections = await openConnections(address);
  const random = createRandom(seedNumber);
  const tally = createTally();
  const aborted = new AbortController();
  const errors = new Map<string, number>();
  const note = (error: unknown) => {
    if (aborted.signal.aborted) return;
    const message = error instanceof Error ? error.message : String(error);
    const kind = /^[A-Z]+(?= )/.exec(message)?.[0] ?? (error instanceof Error ? error.name : 'unknown');
    if (!errors.has(kind)) console.error(`demo traffic: ${message}`);
    errors.set(kind, (errors.get(kind) ?? 0) + 1);
  };

  // By the clock, so that they are not the people of a former run.
  const sessions = newSessions(createRandom(seedNumber + (Date.now() & 0xffff)));
  try {
    await seed(connections.of('api')[0], Date.now(), random, sessions);
    await startWorkers(connections, random, aborted.signal, note);
  } catch (error) {
    aborted.abort();
    connections.close();
    throw error;
  }

  const startedAt = Date.now();
  let lastTick = startedAt;
  let lastAlive = startedAt;
  let unanswered = 0;
  let end: (error?: Error) => void;
  const ended = new Promise<void>(
    (resolve, reject) => (end = (error) => (error ? reject(error) : resolve())),
  );
  // Not everybody waits for the end.
  ended.catch(() => undefined);

  const duties = chores.map((chore) => ({
    chore,
    due: startedAt + 1_000 * (chore.firstAfterSeconds ?? chore.everySeconds),
    busy: false,
  }));
  const tick = () => {
    const now = Date.now();
    const load = loadAt(now, startedAt);
    if (connections.alive()) lastAlive = now;
    else if (now - lastAlive > giveUpMs) return stop(new Error('The server has been gone for a minute.'));

    const scene = { connections, now, random, load, tally, sessions };
    const on = (redis: Redis) => ({ redis, run: <T>(plan: Plan<T>) => runPlan(redis, plan) });
    // A process that slept (a closed lid) does not make up for it.
    const seconds = Math.min(now - lastTick, 4 * tickMs) / 1_000;
    lastTick = now;
    const arrivals = random.poisson(visitsPerSecond * rate * load.intensity * seconds);
    for (let count = 0; count < arrivals && unanswered < mostUnanswered; count++) {
      const { servedBy, run } = chooseVisit(random);
      unanswered++;
      void run({ ...scene, ...on(random.pick(connections.of(servedBy))) })
        .catch(note)
        .finally(() => unanswered--);
    }
    for (const duty of duties) {
      if (duty.busy || now < duty.due) continue;
      duty.busy = true;
      duty.due = now + 1_000 * duty.chore.everySeconds;
      const redis = random.pick(connections.of(duty.chore.doneBy ?? 'cron'));
      void duty.chore
        .run({ ...scene, ...on(redis) })
        .catch(note)
        .finally(() => (duty.busy = false));
    }
  };
  const timer = setInterval(tick, tickMs);

  function stop(error?: Error): void {
    clearInterval(timer);
    aborted.abort();
    connections.close();
    end(error);
  }
  return {
    ended,
    errors,
    stop: () => stop(),
    runSlowJobs: async () => {
      for (const job of slowJobs) await runSlowJob(connections.of(job.sentBy)[0], job);
    },
  };
}

/** `tsx demo/traffic.ts --port 6379 [--host …] [--user …] [--password …] [--rate 1]`, until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      host: { type: 'string' },
      port: { type: 'string', default: '6379' },
      user: { type: 'string' },
      password: { type: 'string' },
      rate: { type: 'string', default: '1' },
    },
  });
  let traffic: Traffic | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      traffic?.stop();
      process.exit(0);
    });
  }
  try {
    traffic = await startTraffic({
      ...(values.host ? { host: values.host } : {}),
      port: Number(values.port),
      username: values.user,
      password: values.password,
      rate: Number(values.rate),
    });
    console.log(`demo traffic: running against port ${values.port}`);
    await traffic.ended;
  } catch (error) {
    console.error(`demo traffic: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) void main();
