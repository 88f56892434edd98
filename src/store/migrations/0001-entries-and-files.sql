-- Key-value entries (Keyv writes them) and the stored media with the conversations that hold them.

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
  file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
  times INTEGER NOT NULL,
  pinned INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (conversation_id, file_id)
) WITHOUT ROWID;

CREATE INDEX holds_by_file ON holds (file_id);
CREATE INDEX files_by_use ON files (state, used_at);
