import 'server-only';
import { findRule } from '@/lib/advisor/rules';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { Access } from '../access';
import { alerts } from '../alerts/alerts';
import { AppError } from '../errors';

const DAY_MS = 86_400_000;
/** A silence that nobody remembers is worse than no rule. */
const MOST_DAYS = 90;

/** Lets nobody be told of a rule at a node until a moment. */
export function silenceAlert({ instance, username }: Access, input: ActionInput<'alert.silence'>) {
  const { rule, node, until } = input;
  const now = Date.now();
  const refuse = (field: string, message: string, remedy: string) =>
    new AppError('INVALID_INPUT', message, { ...{ status: 400, remedy, details: { field } } });
  if (!findRule(rule)) throw refuse('rule', `There is no rule ${rule}.`, 'GET …/alerts/settings lists them.');
  if (until <= now) throw refuse('until', 'This moment has passed.', 'Name one to come.');
  if (until > now + MOST_DAYS * DAY_MS)
    throw refuse('until', `A silence lasts ${MOST_DAYS} days at most.`, 'Name an earlier moment.');
  alerts().store.silence({ instance: instance.id, node, rule, until, person: username });
  return { rule, node, until };
}

/** Ends a silence before its time. */
export function unsilenceAlert({ instance }: Access, { rule, node }: ActionInput<'alert.unsilence'>) {
  return { rule, node, ended: alerts().store.unsilence({ instance: instance.id, node, rule }, Date.now()) };
}
