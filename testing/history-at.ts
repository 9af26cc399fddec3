import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, openHistoryConnection } from '@/lib/server/database';
import { StoredHistory } from '@/lib/server/history/stored-history';

/** A history in a directory of its own. */
export interface HistoryAt {
  directory: string;
  history: StoredHistory;
  /** Ends as a process that is killed does: nothing is finished, nothing is said. */
  crash: () => void;
  /** Opens the same file again. */
  reopen: () => StoredHistory;
  /** Pages of the file that hold nothing. */
  freePages: () => number;
  /** Closes and deletes it. */
  remove: () => void;
}

/** @param limitBytes what the sealed blocks may take */
export function openHistoryAt(limitBytes = 1_000_000_000): HistoryAt {
  const directory = mkdtempSync(join(tmpdir(), 'hitrate-history-'));
  openDatabase(directory).close();
  let connection = openHistoryConnection(directory);
  const at: HistoryAt = {
    directory,
    history: new StoredHistory(connection, limitBytes),
    crash: () => connection.close(),
    reopen: () => {
      connection.close();
      connection = openHistoryConnection(directory);
      at.history = new StoredHistory(connection, limitBytes);
      return at.history;
    },
    freePages: () => connection.pragma('freelist_count', { simple: true }) as number,
    remove: () => {
      connection.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return at;
}
