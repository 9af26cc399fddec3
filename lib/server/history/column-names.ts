import 'server-only';
import type Database from 'better-sqlite3';

/** The columns' names and the numbers that stand for them in the file; a name keeps its number for ever. */
export class ColumnNames {
  private readonly ids = new Map<string, number>();
  private readonly names = new Map<number, string>();
  private readonly insert: Database.Statement<[string]>;

  constructor(database: Database.Database) {
    this.insert = database.prepare('INSERT INTO history_columns (name) VALUES (?)');
    const rows = database.prepare('SELECT id, name FROM history_columns').all() as {
      id: number;
      name: string;
    }[];
    for (const { id, name } of rows) this.learn(id, name);
  }

  /** The number of a name; a new one is written down at once. */
  idOf(name: string): number {
    return this.ids.get(name) ?? this.learn(Number(this.insert.run(name).lastInsertRowid), name);
  }

  nameOf(id: number): string {
    const name = this.names.get(id);
    if (name === undefined) throw new Error(`The history knows no column ${id}.`);
    return name;
  }

  private learn(id: number, name: string): number {
    this.ids.set(name, id);
    this.names.set(id, name);
    return id;
  }
}
