import 'server-only';
import type { AnalysisOptions } from '@/lib/keyspace/analysis-options';
import type { Access } from '../access';
import type { InstanceWatcher } from '../collector/collector';
import { AppError } from '../errors';
import { credentialsOf, onSessionEnd } from '../sign-in/sessions';
import { singleton } from '../singleton';
import { AnalysisJob } from './analysis-job';
import { planParts } from './plan-parts';

/** A node on which an analysis runs. */
export interface BusyNode {
  node: string;
  user: string;
  /** Unix milliseconds. */
  since: number;
}

/** The analyses that go on in this process: at most one for each node. */
class AnalysisJobs {
  private readonly jobs = new Map<number, AnalysisJob>();

  constructor() {
    onSessionEnd((sid, instance) => this.onLeft(sid, instance));
  }

  /**
   * Begins an analysis.
   * @returns it, and the promise of its end
   * @throws AppError ANALYSIS_RUNNING that names who runs one, NO_NODES
   */
  start(
    access: Access,
    database: number,
    options: AnalysisOptions,
  ): { job: AnalysisJob; ended: Promise<void> } {
    // Without any node it throws why there is none.
    access.node();
    const plans = planParts(access.watcher, database, options.sampleKeys);
    const busy = this.busyNodes(plans.map(({ node }) => node.id))[0];
    if (busy) throw isBusy(busy);
    const job = new AnalysisJob(access, database, options, plans);
    this.jobs.set(job.id, job);
    const ended = job.run().finally(() => this.jobs.delete(job.id));
    return { job, ended };
  }

  /** One that goes on and that the person's user has started. */
  find({ instance, username }: Access, id: number): AnalysisJob | null {
    const job = this.jobs.get(id);
    return job?.access.instance.id === instance.id && job.access.username === username ? job : null;
  }

  /** One that goes on and looks at every key that a person's user can see in a database. */
  wholeOf({ instance, username }: Access, database: number): AnalysisJob | null {
    const found = [...this.jobs.values()].find(
      ({ access, database: looked, isWhole, state }) =>
        access.instance.id === instance.id &&
        access.username === username &&
        looked === database &&
        isWhole &&
        state === 'running',
    );
    return found ?? null;
  }

  busyNodes(nodes: readonly string[]): BusyNode[] {
    return [...this.jobs.values()].flatMap(({ parts, access, startedAt }) =>
      parts
        .filter(({ node, ended }) => ended === null && nodes.includes(node.id))
        .map(({ node }) => ({ node: node.id, user: access.username, since: startedAt })),
    );
  }

  /** The dashboard ends: keeps what they have found. */
  stopAll(): void {
    for (const job of this.jobs.values()) {
      job.interrupt(stopped());
      // The process may be gone before the job has heard of it.
      job.keep();
    }
  }

  private onLeft(sid: string, instance: string | null): void {
    for (const job of this.jobs.values()) {
      const { access } = job;
      if (access.ticket.sid !== sid || (instance !== null && instance !== access.instance.id)) continue;
      // Who signs in anew leaves too, and goes on if it is with the same user.
      const credentials = credentialsOf(access.ticket, access.instance.id);
      if (credentials && (credentials.username ?? 'default') === access.username) job.reconnect();
      else job.interrupt(signedOut());
    }
  }
}

/** The analyses that go on in this process. */
export const analysisJobs = (): AnalysisJobs => singleton('analysis-jobs', () => new AnalysisJobs());

/** The nodes of an instance on which anybody runs an analysis. */
export const busyNodesOf = (watcher: InstanceWatcher): BusyNode[] =>
  analysisJobs().busyNodes([...watcher.nodes.keys()]);

const isBusy = ({ node, user, since }: BusyNode) =>
  new AppError('ANALYSIS_RUNNING', `${user} runs an analysis on ${node} already.`, {
    status: 409,
    remedy: `One at a time, for the server's sake: wait until it has ended, or ask ${user} to cancel it.`,
    details: { node, user, since },
  });

const stopped = () =>
  new AppError('INTERRUPTED', 'The dashboard was stopped. What was counted until then is kept as a sample.', {
    remedy: 'Start another analysis.',
  });

const signedOut = () =>
  new AppError('SIGNED_OUT', 'Whoever started the analysis is signed in no more, and it ran as that user.', {
    status: 401,
    remedy: 'Sign in and start another one. What was counted until then stays as a sample.',
  });
