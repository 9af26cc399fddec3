import 'server-only';
import type Database from 'better-sqlite3';
import type { Levels } from '@/lib/advisor/rule';

/** What people have set of a rule at an instance. */
export interface RuleSetting {
  rule: string;
  /** It is not watched for: it opens no alert. */
  off: boolean;
  /** Thresholds that are not the rule's own. */
  levels: Levels<string>;
  /** Unix milliseconds. */
  changedAt: number;
  person: string;
}

/** The thresholds of rules for each instance, durably; asked every few seconds, so they stand in memory, too. */
export class RuleSettings {
  private readonly known = new Map<string, Map<string, RuleSetting>>();

  constructor(private readonly database: Database.Database) {
    const rows = database
      .prepare('SELECT instance, rule, off, levels, changed_at AS changedAt, person FROM rule_settings')
      .all() as (Omit<RuleSetting, 'off' | 'levels'> & { instance: string; off: number; levels: string })[];
    for (const { instance, off, levels, ...row } of rows)
      this.of(instance).set(row.rule, {
        ...row,
        off: off === 1,
        levels: JSON.parse(levels) as Levels<string>,
      });
  }

  find(instance: string, rule: string): RuleSetting | null {
    return this.known.get(instance)?.get(rule) ?? null;
  }

  set(instance: string, setting: RuleSetting): void {
    const { rule, off, levels, changedAt, person } = setting;
    this.database
      .prepare(
        `INSERT OR REPLACE INTO rule_settings (instance, rule, off, levels, changed_at, person)
         VALUES (?, ?, ?, ?, ?, ?)`,
      )
      .run(instance, rule, Number(off), JSON.stringify(levels), changedAt, person);
    this.of(instance).set(rule, setting);
  }

  /** Gives a rule its own thresholds back. */
  reset(instance: string, rule: string): void {
    this.database.prepare('DELETE FROM rule_settings WHERE instance = ? AND rule = ?').run(instance, rule);
    this.of(instance).delete(rule);
  }

  private of(instance: string): Map<string, RuleSetting> {
    const known = this.known.get(instance) ?? new Map<string, RuleSetting>();
    this.known.set(instance, known);
    return known;
  }
}
