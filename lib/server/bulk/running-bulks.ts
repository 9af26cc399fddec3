import 'server-only';
import { ACTIONS } from '@/lib/actions/actions';
import { AppError } from '../errors';
import type { ActionContext } from '../http/route';
import { singleton } from '../singleton';
import { BulkJob, type BulkDeed } from './bulk-job';

type BulkAction = 'keys.unlink' | 'keys.expire';

/** A job that goes on. */
export interface RunningBulk {
  action: BulkAction;
  audit: number;
  instance: string;
  person: string;
  job: BulkJob;
}

/** By instance and database: two at once would be twice the load. */
const running = () => singleton('running-bulks', () => new Map<string, RunningBulk>());

/** The job whose audit entry this is; `null` where it does not run. */
export const findBulk = (instance: string, audit: number): RunningBulk | null =>
  [...running().values()].find((bulk) => bulk.instance === instance && bulk.audit === audit) ?? null;

/**
 * Begins a job, which goes on after the answer.
 * @throws AppError BULK_RUNNING (409) where one runs in that database already
 */
export function beginBulk<Action extends BulkAction>(
  action: Action,
  { access, audit, follow }: ActionContext<Action>,
  deed: BulkDeed,
) {
  const instance = access.instance.id;
  const place = `${instance}/${deed.db}`;
  const other = running().get(place);
  if (other) {
    const title = ACTIONS[other.action].title.toLowerCase();
    throw new AppError('BULK_RUNNING', `One runs here already: ${title}, begun by ${other.person}.`, {
      status: 409,
      remedy: 'Wait until it has ended, or cancel it.',
      details: { audit: other.audit },
    });
  }
  const job = new BulkJob(access, deed);
  running().set(place, { action, audit, instance, person: access.username, job });
  return follow(job.report, (tell) => job.run(tell).finally(() => running().delete(place)));
}
