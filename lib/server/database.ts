import 'server-only';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ConfigError, env } from './env';
import { singleton } from './singleton';

/**
 * The embedded store: one file under HITRATE_DATA. Each migration is one step from the version before it and is
 * never edited after it has been released; `user_version` counts those that were applied.
 */
export const MIGRATIONS = [
  `CREATE TABLE sessions (
     sid TEXT PRIMARY KEY,
     key_hash BLOB NOT NULL,
     created_at INTEGER NOT NULL,
     last_seen_at INTEGER NOT NULL,
     address TEXT NOT NULL
   ) STRICT;
   CREATE TABLE credentials (
     sid TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
     instance TEXT NOT NULL,
     username TEXT NOT NULL,
     sealed BLOB NOT NULL,
     created_at INTEGER NOT NULL,
     PRIMARY KEY (sid, instance)
   ) STRICT;
   CREATE TABLE audit (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     at INTEGER NOT NULL,
     instance TEXT NOT NULL,
     person TEXT NOT NULL,
     address TEXT NOT NULL,
     action TEXT NOT NULL,
     input TEXT NOT NULL,
     outcome TEXT NOT NULL CHECK (outcome IN ('intended', 'running', 'done', 'failed', 'denied')),
     finished_at INTEGER,
     error TEXT,
     result TEXT
   ) STRICT;
   CREATE INDEX audit_by_instance ON audit (instance, id);`,
  `CREATE TABLE thing_settings (
     instance TEXT NOT NULL,
     database INTEGER NOT NULL,
     thing TEXT NOT NULL,
     settings TEXT NOT NULL,
     PRIMARY KEY (instance, database, thing)
   ) STRICT;
   CREATE TABLE own_patterns (
     instance TEXT NOT NULL,
     database INTEGER NOT NULL,
     id TEXT NOT NULL,
     description TEXT NOT NULL,
     PRIMARY KEY (instance, database, id)
   ) STRICT;`,
  `CREATE TABLE analyses (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     instance TEXT NOT NULL,
     database INTEGER NOT NULL,
     username TEXT NOT NULL,
     state TEXT NOT NULL,
     started_at INTEGER NOT NULL,
     ended_at INTEGER,
     account TEXT NOT NULL,
     result BLOB
   ) STRICT;
   CREATE INDEX analyses_by_owner ON analyses (instance, database, username, id);`,
  `CREATE TABLE history_columns (
     id INTEGER PRIMARY KEY,
     name TEXT NOT NULL UNIQUE
   ) STRICT;
   CREATE TABLE history_tracks (
     id INTEGER PRIMARY KEY,
     instance TEXT NOT NULL,
     node TEXT NOT NULL,
     source TEXT NOT NULL,
     UNIQUE (instance, node, source)
   ) STRICT;
   CREATE TABLE history_head (
     track INTEGER NOT NULL,
     at INTEGER NOT NULL,
     body BLOB NOT NULL,
     PRIMARY KEY (track, at)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE history_blocks (
     track INTEGER NOT NULL,
     tier INTEGER NOT NULL,
     start INTEGER NOT NULL,
     first_at INTEGER NOT NULL,
     cells INTEGER NOT NULL,
     bytes INTEGER NOT NULL,
     body BLOB NOT NULL,
     PRIMARY KEY (track, tier, start)
   ) STRICT;
   CREATE INDEX history_block_sizes ON history_blocks (track, tier, bytes, cells);
   CREATE TABLE history_markers (
     instance TEXT NOT NULL,
     at INTEGER NOT NULL,
     began_at INTEGER,
     node TEXT NOT NULL,
     kind TEXT NOT NULL,
     text TEXT NOT NULL
   ) STRICT;
   CREATE INDEX history_markers_by_time ON history_markers (instance, at);`,
  `CREATE TABLE slowlog_runs (
     run INTEGER PRIMARY KEY,
     instance TEXT NOT NULL,
     node TEXT NOT NULL,
     kind TEXT NOT NULL,
     run_id TEXT NOT NULL,
     next_id INTEGER,
     since INTEGER NOT NULL,
     UNIQUE (instance, node, kind, run_id)
   ) STRICT;
   CREATE TABLE slowlog_entries (
     seq INTEGER PRIMARY KEY,
     run INTEGER NOT NULL REFERENCES slowlog_runs ON DELETE CASCADE,
     id INTEGER NOT NULL,
     instance TEXT NOT NULL,
     kind TEXT NOT NULL,
     at INTEGER NOT NULL,
     amount INTEGER NOT NULL,
     fingerprint TEXT NOT NULL,
     args TEXT NOT NULL,
     arguments_total INTEGER,
     client_address TEXT,
     client_name TEXT,
     UNIQUE (run, id)
   ) STRICT;
   CREATE INDEX slowlog_by_time ON slowlog_entries (instance, kind, at, run, amount, fingerprint);
   CREATE TABLE slowlog_gaps (
     run INTEGER NOT NULL REFERENCES slowlog_runs ON DELETE CASCADE,
     from_at INTEGER NOT NULL,
     to_at INTEGER NOT NULL,
     entries INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX slowlog_gaps_by_run ON slowlog_gaps (run, to_at);`,
  `CREATE TABLE client_nodes (
     id INTEGER PRIMARY KEY,
     instance TEXT NOT NULL,
     node TEXT NOT NULL,
     run_id TEXT NOT NULL,
     UNIQUE (instance, node)
   ) STRICT;
   CREATE TABLE client_watches (
     node INTEGER NOT NULL REFERENCES client_nodes ON DELETE CASCADE,
     from_at INTEGER NOT NULL,
     to_at INTEGER NOT NULL,
     every_ms INTEGER NOT NULL,
     PRIMARY KEY (node, from_at)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE client_connections (
     id INTEGER PRIMARY KEY,
     node INTEGER NOT NULL REFERENCES client_nodes ON DELETE CASCADE,
     client INTEGER NOT NULL,
     connected_at INTEGER NOT NULL,
     seen_at INTEGER NOT NULL,
     last_seen_at INTEGER,
     gone_at INTEGER,
     name TEXT NOT NULL,
     user TEXT,
     addr TEXT NOT NULL,
     lib_name TEXT,
     lib_version TEXT,
     kind TEXT NOT NULL,
     own INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX client_connections_by_end ON client_connections (node, gone_at);`,
  // As `commandName` says: of these commands the second word is a subcommand.
  `ALTER TABLE slowlog_entries ADD COLUMN command TEXT NOT NULL DEFAULT '';
   UPDATE slowlog_entries SET command = lower(fingerprint) WHERE instr(fingerprint, ' ') = 0;
   UPDATE slowlog_entries SET command = lower(substr(fingerprint, 1, instr(fingerprint, ' ') - 1))
     WHERE instr(fingerprint, ' ') > 0;
   UPDATE slowlog_entries SET command = command || '|' ||
       lower(substr(fingerprint, length(command) + 2,
         instr(substr(fingerprint || ' ', length(command) + 2), ' ') - 1))
     WHERE instr(fingerprint, ' ') > 0 AND command IN (
       'acl', 'client', 'cluster', 'command', 'commandlog', 'config', 'function', 'latency', 'memory', 'module',
       'object', 'pubsub', 'script', 'sentinel', 'slowlog', 'xgroup', 'xinfo');
   DROP INDEX slowlog_by_time;
   CREATE INDEX slowlog_by_time ON slowlog_entries (instance, kind, at, run, amount, fingerprint, command);`,
  `ALTER TABLE slowlog_entries ADD COLUMN own INTEGER NOT NULL DEFAULT 0;
   UPDATE slowlog_entries SET own = 1
     WHERE client_name IN ('hitrate-collector', 'hitrate-user', 'hitrate-analysis');
   DROP INDEX slowlog_by_time;
   CREATE INDEX slowlog_by_time
     ON slowlog_entries (instance, kind, at, run, amount, fingerprint, command, own);`,
  `CREATE TABLE alerts (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     instance TEXT NOT NULL,
     node TEXT NOT NULL,
     rule TEXT NOT NULL,
     since INTEGER NOT NULL,
     opened_at INTEGER NOT NULL,
     closed_at INTEGER,
     severity TEXT NOT NULL,
     worst TEXT NOT NULL,
     words TEXT NOT NULL,
     acknowledged_at INTEGER,
     acknowledged_by TEXT
   ) STRICT;
   CREATE UNIQUE INDEX alerts_open ON alerts (instance, node, rule) WHERE closed_at IS NULL;
   CREATE INDEX alerts_by_end ON alerts (instance, closed_at);
   CREATE TABLE alert_silences (
     instance TEXT NOT NULL,
     node TEXT NOT NULL,
     rule TEXT NOT NULL,
     until INTEGER NOT NULL,
     person TEXT NOT NULL,
     PRIMARY KEY (instance, node, rule)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE rule_settings (
     instance TEXT NOT NULL,
     rule TEXT NOT NULL,
     off INTEGER NOT NULL,
     levels TEXT NOT NULL,
     changed_at INTEGER NOT NULL,
     person TEXT NOT NULL,
     PRIMARY KEY (instance, rule)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE webhooks (
     id TEXT PRIMARY KEY,
     instance TEXT NOT NULL,
     name TEXT NOT NULL,
     preset TEXT NOT NULL,
     shown_url TEXT NOT NULL,
     sealed BLOB NOT NULL,
     changed_at INTEGER NOT NULL,
     person TEXT NOT NULL,
     UNIQUE (instance, name)
   ) STRICT;
   CREATE TABLE webhook_deliveries (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     webhook TEXT NOT NULL REFERENCES webhooks ON DELETE CASCADE,
     event TEXT NOT NULL,
     body TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
     created_at INTEGER NOT NULL,
     attempts INTEGER NOT NULL DEFAULT 0,
     tried_at INTEGER,
     next_at INTEGER,
     status INTEGER,
     error TEXT
   ) STRICT;
   CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_at) WHERE state = 'waiting';
   CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook, id);`,
];

const FILE = 'hitrate.sqlite';
/** SQLite's number for it. */
const INCREMENTAL = 2;

/** Opens (and if needed makes) the database of a data directory. */
export function openDatabase(directory: string): Database.Database {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const path = join(directory, FILE);
    const database = new Database(path);
    chmodSync(path, 0o600);
    letShrink(database);
    database.pragma('journal_mode = WAL');
    // The audit row must be on the disk before the command is sent.
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    migrate(database);
    return database;
  } catch (error) {
    throw new ConfigError([`HITRATE_DATA: ${directory} cannot be used: ${(error as Error).message}.`]);
  }
}

/** Lets deleted history give its room back; a file from before that is rewritten once. */
function letShrink(database: Database.Database): void {
  if (database.pragma('auto_vacuum', { simple: true }) === INCREMENTAL) return;
  database.pragma('auto_vacuum = INCREMENTAL');
  database.exec('VACUUM');
}

/**
 * Another connection to the same file, which must have been opened before: commits of the history reach the system at
 * once, so that no end of the process loses them, but do not wait for the disk.
 */
export function openHistoryConnection(directory: string): Database.Database {
  const database = new Database(join(directory, FILE));
  database.pragma('synchronous = NORMAL');
  database.pragma('cache_size = -2000');
  return database;
}

function migrate(database: Database.Database): void {
  const applied = database.pragma('user_version', { simple: true }) as number;
  if (applied > MIGRATIONS.length) throw new Error('it was written by a newer Hitrate');
  database.transaction(() => {
    for (const step of MIGRATIONS.slice(applied)) database.exec(step);
    database.pragma(`user_version = ${MIGRATIONS.length}`);
  })();
}

/** The database of this process. */
export const database = (): Database.Database =>
  singleton('database', () => openDatabase(env().dataDirectory));
