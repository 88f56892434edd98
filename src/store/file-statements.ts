/** The SQL of the file store. */

import type { DatabaseSync } from "node:sqlite";

export type FileStatements = ReturnType<typeof prepareFileStatements>;

export function prepareFileStatements(database: DatabaseSync) {
  return {
    /** A file that was gone is here again. */
    put: database.prepare(
      `INSERT INTO files (id, media_type, size_bytes, stored_at, used_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id)
       DO UPDATE SET media_type = excluded.media_type, state = 'here', stored_at = excluded.stored_at, used_at = excluded.used_at`,
    ),
    find: database.prepare("SELECT media_type, size_bytes, state FROM files WHERE id = ?"),
    touch: database.prepare("UPDATE files SET used_at = ? WHERE id = ? AND state = 'here'"),
    leave: database.prepare("UPDATE files SET state = 'gone' WHERE id = ?"),
    total: database.prepare("SELECT TOTAL(size_bytes) AS bytes FROM files WHERE state = 'here'"),
    unpinned: database.prepare(
      `SELECT id, size_bytes FROM files WHERE state = 'here' AND id <> ?
       AND NOT EXISTS (SELECT 1 FROM holds WHERE file_id = id AND pinned) ORDER BY used_at`,
    ),
    hold: database.prepare(
      "INSERT INTO holds (conversation_id, file_id, times) VALUES (?, ?, 1) ON CONFLICT (conversation_id, file_id) DO UPDATE SET times = times + 1",
    ),
    release: database.prepare("UPDATE holds SET times = times - 1 WHERE conversation_id = ? AND file_id = ?"),
    dropReleased: database.prepare("DELETE FROM holds WHERE conversation_id = ? AND file_id = ? AND times <= 0"),
    heldBy: database.prepare("SELECT file_id FROM holds WHERE conversation_id = ?"),
    releaseAll: database.prepare("DELETE FROM holds WHERE conversation_id = ?"),
    countHolds: database.prepare("SELECT SUM(times) AS times FROM holds WHERE file_id = ?"),
    pin: database.prepare("UPDATE holds SET pinned = ? WHERE conversation_id = ? AND file_id = ?"),
    removeUnheld: database.prepare("DELETE FROM files WHERE id = ? AND NOT EXISTS (SELECT 1 FROM holds WHERE file_id = id)"),
    unheldSince: database.prepare("SELECT id FROM files WHERE stored_at < ? AND NOT EXISTS (SELECT 1 FROM holds WHERE file_id = id)"),
  };
}
