import type { Facts, FoundSeverity, Levels, Rule, Verdict } from './rule';
import { INAPPLICABLE, unchecked } from './verdicts';

/** What a rule says about one node. */
export interface Judged {
  rule: string;
  verdict: Verdict;
}

const WHY_NOT = {
  connecting: 'it has not answered yet',
  loading: 'it is still loading its data',
  down: 'it does not answer',
};

/** The thresholds that a rule comes with. */
export const defaultLevels = ({ thresholds }: Rule): Levels<string> => thresholds;

/**
 * Lets every rule judge one node. Of a node that does not answer only its availability is known.
 * @param levels the thresholds in force
 * @param was how bad each rule found it at the last look
 */
export const judgeRules = (
  rules: readonly Rule[],
  facts: Facts,
  levels: (rule: Rule) => Levels<string>,
  was: (rule: Rule) => FoundSeverity | null,
): Judged[] =>
  rules.map((rule) => ({ rule: rule.id, verdict: judgeOne(rule, facts, levels(rule), was(rule)) }));

function judgeOne(rule: Rule, facts: Facts, levels: Levels<string>, was: FoundSeverity | null): Verdict {
  if (facts.state !== 'up' && rule.area !== 'availability') return unchecked(WHY_NOT[facts.state]);
  // A Sentinel has none of what the rules are about.
  if (facts.info && 'sentinel' in facts.info.sections) return INAPPLICABLE;
  try {
    return rule.judge(facts, levels, was);
  } catch (error) {
    return unchecked(`the rule failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
