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
       AND NOT EXISTS (SELECT 1 FROM pins JOIN holds USING (conversation_id, file_id) WHERE file_id = id) ORDER BY used_at`,
    ),
    hold: database.prepare("INSERT OR IGNORE INTO holds (conversation_id, turn_id, file_id) VALUES (?, ?, ?)"),
    release: database.prepare("DELETE FROM holds WHERE conversation_id = ? AND turn_id = ? RETURNING file_id"),
    releaseAll: database.prepare("DELETE FROM holds WHERE conversation_id = ? RETURNING file_id"),
    heldBy: database.prepare("SELECT file_id FROM holds WHERE conversation_id = ? AND turn_id = ?"),
    releaseOne: database.prepare("DELETE FROM holds WHERE conversation_id = ? AND turn_id = ? AND file_id = ?"),
    countHolds: database.prepare("SELECT COUNT(*) AS holds FROM holds WHERE file_id = ?"),
    isHeldBy: database.prepare("SELECT 1 FROM holds WHERE conversation_id = ? AND file_id = ?"),
    pin: database.prepare("INSERT OR IGNORE INTO pins (conversation_id, file_id) VALUES (?, ?)"),
    unpin: database.prepare("DELETE FROM pins WHERE conversation_id = ? AND file_id = ?"),
    unpinAll: database.prepare("DELETE FROM pins WHERE conversation_id = ?"),
    removeUnheld: database.prepare("DELETE FROM files WHERE id = ? AND NOT EXISTS (SELECT 1 FROM holds WHERE file_id = id)"),
    unheldSince: database.prepare("SELECT id FROM files WHERE stored_at < ? AND NOT EXISTS (SELECT 1 FROM holds WHERE file_id = id)"),
  };
}
