import 'server-only';
import { findRule } from '@/lib/advisor/rules';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { Access } from '../access';
import { ruleSettings } from '../alerts/start-alerts';

/** Changes what a rule fires at here, switches it off, or gives it its own thresholds back. */
export function setRule({ instance, username }: Access, input: ActionInput<'rule.set'>) {
  const { rule, off = false, levels } = input;
  const settings = ruleSettings();
  const before = settings.find(instance.id, rule)?.levels ?? findRule(rule)!.thresholds;
  if (levels === null && !off) {
    settings.reset(instance.id, rule);
    return { rule, state: 'reset' };
  }
  // What is not named stays as it is.
  const kept = levels === null ? {} : { ...own(before), ...levels };
  settings.set(instance.id, { rule, off, levels: kept, changedAt: Date.now(), person: username });
  return { rule, state: off ? 'off' : 'changed' };
}

const own = (levels: Record<string, { warning: number | null; critical: number | null }>) =>
  Object.fromEntries(
    Object.entries(levels).map(([name, { warning, critical }]) => [name, { warning, critical }]),
  );
