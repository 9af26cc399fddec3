import 'server-only';
import { defaultLevels } from '@/lib/advisor/judge-rules';
import type { Levels, Rule } from '@/lib/advisor/rule';
import { singleton } from '../singleton';

/** The thresholds of a rule that are in force at an instance. */
export type LevelsOf = (instance: string, rule: Rule) => Levels<string>;

/** Pages and the collector are bundled apart: this is what they share. */
const source = () => singleton<{ of: LevelsOf }>('levels', () => ({ of: (_, rule) => defaultLevels(rule) }));

/** The thresholds of a rule at an instance: its defaults, unless somebody keeps others. */
export const levelsOf: LevelsOf = (instance, rule) => source().of(instance, rule);

/** Whoever keeps thresholds for each instance says so here; asked by every rule every few seconds. */
export function keepLevels(of: LevelsOf): void {
  source().of = of;
}
