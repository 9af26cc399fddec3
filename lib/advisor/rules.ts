import type { Rule } from './rule';
import { AVAILABILITY_RULES } from './rules/availability';
import { MEMORY_LIMIT_RULES } from './rules/memory-limit';

/** Every rule, area by area; a new one is one more row of its area's file. */
export const RULES: readonly Rule[] = [...AVAILABILITY_RULES, ...MEMORY_LIMIT_RULES];

/** The rule with this id; `null` where there is none. */
export const findRule = (id: string): Rule | null => RULES.find((rule) => rule.id === id) ?? null;
