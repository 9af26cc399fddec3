import 'server-only';
import { advisor } from './advisor/advisor';
import { deliveries } from './alerts/deliveries';
import { startAlerts } from './alerts/start-alerts';
import { analysisJobs } from './analysis/analysis-jobs';
import { settleInterruptedAnalyses } from './analysis/kept-analyses';
import { settleInterrupted } from './audit';
import { collector } from './collector/collector';
import { cookieSecret } from './sign-in/secret';
import { database } from './database';
import { ConfigError, env, prepareNextAuth } from './env';
import { giveWay } from './give-way';
import { instances } from './instances';
import { recordRemoteAddresses } from './http/remote-address';
import { endIdleSessions } from './sign-in/sessions';
import { closeAllStreams } from './http/sse';

const SWEEP_MS = 60_000;

/**
 * Starts what runs beside the requests: the configuration is checked, the store opened, the collector started.
 * A mistake in the configuration ends the process with one readable line for each.
 */
export function startServer(): void {
  try {
    prepareNextAuth(env());
    instances();
    cookieSecret();
    database();
    settleInterrupted();
    settleInterruptedAnalyses();
  } catch (error) {
    const lines = error instanceof ConfigError ? error.lines : [String(error)];
    for (const line of lines) console.error(`Hitrate cannot start: ${line}`);
    process.exit(1);
  }
  giveWay();
  recordRemoteAddresses();
  collector().start();
  startAlerts();
  advisor().start();
  setInterval(endIdleSessions, SWEEP_MS).unref();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stopServer);
}

/** Next waits for open connections when it shuts down; streams would keep it waiting for ever. */
function stopServer(): void {
  closeAllStreams();
  analysisJobs().stopAll();
  advisor().stop();
  deliveries().stop();
  collector().stop();
  // Requests that hang (a server that does not answer) must not hold the exit back.
  setTimeout(() => process.exit(0), 1_500).unref();
}
