import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isOwnName, OWN_NAMES } from '@/lib/own-names';
import { commandOfFingerprint } from '@/lib/redis/command-name';
import { MIGRATIONS, openDatabase } from './database';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'hitrate-database-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A file as an earlier version has left it: with the steps before this one, and what is then written. */
function leftBy(steps: number, write: (database: Database.Database) => void): void {
  const database = new Database(join(directory, 'hitrate.sqlite'));
  for (const step of MIGRATIONS.slice(0, steps)) database.exec(step);
  database.pragma(`user_version = ${steps}`);
  write(database);
  database.close();
}

const BEFORE_COMMANDS = MIGRATIONS.findIndex((step) => step.includes('ADD COLUMN command'));

test('slow log entries of an earlier version get the command that new ones would have', () => {
  const fingerprints = [
    ...['GET user:*', 'PING', 'CLIENT LIST', 'CLIENT', 'CONFIG SET maxmemory ?', 'OBJECT ENCODING user:*'],
    ...['DEBUG SLEEP *', 'XGROUP CREATE s ? …', 'EVAL ? ? lock:* ?', '', '???ABC *', 'ACL SETUSER ? …'],
  ];
  leftBy(BEFORE_COMMANDS, (database) => {
    database.exec(
      `INSERT INTO slowlog_runs (run, instance, node, kind, run_id, since) VALUES (1, 'shop', 'a:1', 'slow', 'r', 0)`,
    );
    const insert = database.prepare(
      `INSERT INTO slowlog_entries (run, id, instance, kind, at, amount, fingerprint, args)
       VALUES (1, ?, 'shop', 'slow', 1, 1, ?, '[]')`,
    );
    fingerprints.forEach((fingerprint, id) => insert.run(id, fingerprint));
  });
  const database = openDatabase(directory);
  const commands = database.prepare('SELECT command FROM slowlog_entries ORDER BY id').pluck().all();
  database.close();
  expect(commands).toEqual(fingerprints.map(commandOfFingerprint));
});

test('slow log entries of an earlier version are known for the dashboard’s own by their name', () => {
  const names = [...Object.values(OWN_NAMES), 'worker', 'hitrate', null];
  leftBy(BEFORE_COMMANDS, (database) => {
    database.exec(
      `INSERT INTO slowlog_runs (run, instance, node, kind, run_id, since) VALUES (1, 'shop', 'a:1', 'slow', 'r', 0)`,
    );
    const insert = database.prepare(
      `INSERT INTO slowlog_entries (run, id, instance, kind, at, amount, fingerprint, args, client_name)
       VALUES (1, ?, 'shop', 'slow', 1, 1, 'PING', '[]', ?)`,
    );
    names.forEach((name, id) => insert.run(id, name));
  });
  const database = openDatabase(directory);
  const own = database.prepare('SELECT own FROM slowlog_entries ORDER BY id').pluck().all();
  database.close();
  expect(own).toEqual(names.map((name) => (isOwnName(name) ? 1 : 0)));
});

test('a file of a later version is refused, and left as it is', () => {
  leftBy(MIGRATIONS.length, (database) => database.pragma(`user_version = ${MIGRATIONS.length + 1}`));
  expect(() => openDatabase(directory)).toThrow(/written by a newer Hitrate/);
});
