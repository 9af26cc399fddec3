import 'server-only';
import type Database from 'better-sqlite3';
import type { AlertSeverity, AlertWords, OpenAlert } from '@/lib/advisor/alert-state';

/** Which rule at which node of an instance an alert is of. */
export interface AlertPlace {
  instance: string;
  node: string;
  rule: string;
}

/** An alert as it is kept; all moments in Unix milliseconds. */
export interface KeptAlert extends AlertPlace {
  id: number;
  since: number;
  openedAt: number;
  closedAt: number | null;
  severity: AlertSeverity;
  worst: AlertSeverity;
  words: AlertWords;
  acknowledged: { at: number; person: string } | null;
}

/** Until when nobody is told of a rule at a node. */
export interface Silence extends AlertPlace {
  until: number;
  person: string;
}

/** How many closed alerts of an instance are kept; the oldest go first. */
const MOST_CLOSED = 2_000;

type Row = Omit<KeptAlert, 'words' | 'acknowledged'> & {
  words: string;
  acknowledgedAt: number | null;
  acknowledgedBy: string | null;
};

const COLUMNS = `id, instance, node, rule, since, opened_at AS openedAt, closed_at AS closedAt, severity, worst, words,
  acknowledged_at AS acknowledgedAt, acknowledged_by AS acknowledgedBy`;

const toAlert = ({ words, acknowledgedAt, acknowledgedBy, ...row }: Row): KeptAlert => ({
  ...row,
  words: JSON.parse(words) as AlertWords,
  acknowledged: acknowledgedAt === null ? null : { at: acknowledgedAt, person: acknowledgedBy! },
});

const wordsOf = ({ sentence, evidence, remedy, line }: AlertWords) =>
  JSON.stringify({ sentence, evidence, remedy, line });

/** Alerts and silences, durably. */
export class AlertStore {
  constructor(private readonly database: Database.Database) {}

  /** @returns its id */
  open({ instance, node, rule }: AlertPlace, alert: OpenAlert): number {
    const { lastInsertRowid } = this.database
      .prepare(
        `INSERT INTO alerts (instance, node, rule, since, opened_at, severity, worst, words)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(instance, node, rule, alert.since, alert.openedAt, alert.severity, alert.worst, wordsOf(alert));
    return Number(lastInsertRowid);
  }

  /** Keeps how bad it is; its words are those of when it was at its worst. */
  change(id: number, alert: OpenAlert, event: 'worse' | 'better'): void {
    this.database
      .prepare('UPDATE alerts SET severity = ?, worst = ?, words = iif(?, ?, words) WHERE id = ?')
      .run(alert.severity, alert.worst, Number(event === 'worse'), wordsOf(alert), id);
  }

  close(id: number, instance: string, at: number): void {
    this.database.transaction(() => {
      this.database.prepare('UPDATE alerts SET closed_at = ? WHERE id = ?').run(at, id);
      this.database
        .prepare(
          `DELETE FROM alerts WHERE instance = ? AND closed_at IS NOT NULL AND id <=
             (SELECT id FROM alerts WHERE instance = ? AND closed_at IS NOT NULL ORDER BY id DESC LIMIT 1 OFFSET ?)`,
        )
        .run(instance, instance, MOST_CLOSED);
    })();
  }

  /** @returns whether it was open and nobody had acknowledged it */
  acknowledge(id: number, person: string, at: number): boolean {
    const { changes } = this.database
      .prepare(
        `UPDATE alerts SET acknowledged_at = ?, acknowledged_by = ?
         WHERE id = ? AND closed_at IS NULL AND acknowledged_at IS NULL`,
      )
      .run(at, person, id);
    return changes > 0;
  }

  /** Those that are open, at all instances. */
  allOpen(): KeptAlert[] {
    const rows = this.database.prepare(`SELECT ${COLUMNS} FROM alerts WHERE closed_at IS NULL`).all();
    return (rows as Row[]).map(toAlert);
  }

  /** The alert of an instance with this id; `null` where there is none. */
  find(instance: string, id: number): KeptAlert | null {
    const row = this.database
      .prepare(`SELECT ${COLUMNS} FROM alerts WHERE instance = ? AND id = ?`)
      .get(instance, id) as Row | undefined;
    return row ? toAlert(row) : null;
  }

  /** Those of an instance that have closed, the newest first. */
  closed(instance: string, limit: number): KeptAlert[] {
    const rows = this.database
      .prepare(
        `SELECT ${COLUMNS} FROM alerts WHERE instance = ? AND closed_at IS NOT NULL
         ORDER BY closed_at DESC, id DESC LIMIT ?`,
      )
      .all(instance, limit);
    return (rows as Row[]).map(toAlert);
  }

  silence({ instance, node, rule, until, person }: Silence): void {
    this.database
      .prepare(
        'INSERT OR REPLACE INTO alert_silences (instance, node, rule, until, person) VALUES (?, ?, ?, ?, ?)',
      )
      .run(instance, node, rule, until, person);
  }

  /** @returns whether it was silenced */
  unsilence({ instance, node, rule }: AlertPlace, now: number): boolean {
    const { changes } = this.database
      .prepare('DELETE FROM alert_silences WHERE instance = ? AND node = ? AND rule = ? AND until > ?')
      .run(instance, node, rule, now);
    return changes > 0;
  }

  /** The silences of an instance that are in force. */
  silences(instance: string, now: number): Silence[] {
    return this.database
      .prepare(
        'SELECT instance, node, rule, until, person FROM alert_silences WHERE instance = ? AND until > ?',
      )
      .all(instance, now) as Silence[];
  }
}
