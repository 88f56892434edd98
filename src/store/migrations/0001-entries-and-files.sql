-- Key-value entries (Keyv writes them) and the stored media with the turns that show them.

CREATE TABLE entries (
  space TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  expires_at INTEGER,
  PRIMARY KEY (space, key)
) WITHOUT ROWID;

CREATE TABLE files (
  id TEXT PRIMARY KEY,
  media_type TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'here' CHECK (state IN ('here', 'gone')),
  stored_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE holds (
  conversation_id TEXT NOT NULL,
  turn_id TEXT NOT NULL,
  file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
  PRIMARY KEY (conversation_id, turn_id, file_id)
) WITHOUT ROWID;

-- Counts only while the conversation holds the file.
CREATE TABLE pins (
  conversation_id TEXT NOT NULL,
  file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
  PRIMARY KEY (conversation_id, file_id)
) WITHOUT ROWID;

CREATE INDEX holds_by_file ON holds (file_id);
CREATE INDEX pins_by_file ON pins (file_id);
CREATE INDEX files_by_use ON files (state, used_at);
