import type { Rule } from './rule';
import { AOF_RULES } from './rules/aof';
import { AVAILABILITY_RULES } from './rules/availability';
import { CLIENT_CHANGE_RULES } from './rules/client-changes';
import { CLIENT_RULES } from './rules/clients';
import { HIT_RATE_RULES } from './rules/hit-rate';
import { LATENCY_RULES } from './rules/latency';
import { LATENCY_SETTING_RULES } from './rules/latency-settings';
import { LATENCY_SPIKE_RULES } from './rules/latency-spikes';
import { MEMORY_EVICTION_RULES } from './rules/memory-eviction';
import { MEMORY_LIMIT_RULES } from './rules/memory-limit';
import { MEMORY_WASTE_RULES } from './rules/memory-waste';
import { PRIMARY_RULES, REPLICA_RULES } from './rules/replication';
import { REPLICATION_CHANGE_RULES } from './rules/replication-changes';
import { SECURITY_RULES } from './rules/security';
import { SNAPSHOT_RULES } from './rules/snapshots';

/** Every rule, area by area; a new one is one more row of its area's file. */
export const RULES: readonly Rule[] = [
  ...AVAILABILITY_RULES,
  ...MEMORY_LIMIT_RULES,
  ...MEMORY_EVICTION_RULES,
  ...MEMORY_WASTE_RULES,
  ...CLIENT_RULES,
  ...CLIENT_CHANGE_RULES,
  ...LATENCY_RULES,
  ...LATENCY_SPIKE_RULES,
  ...HIT_RATE_RULES,
  ...LATENCY_SETTING_RULES,
  ...SNAPSHOT_RULES,
  ...AOF_RULES,
  ...REPLICA_RULES,
  ...PRIMARY_RULES,
  ...REPLICATION_CHANGE_RULES,
  ...SECURITY_RULES,
];

/** The rule with this id; `null` where there is none. */
export const findRule = (id: string): Rule | null => RULES.find((rule) => rule.id === id) ?? null;
