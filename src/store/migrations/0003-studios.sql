-- Group sessions: what happened in each beside its conversation, and the board that shows it.

CREATE TABLE studio_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id TEXT NOT NULL UNIQUE,
  conversation_id TEXT NOT NULL,
  event TEXT NOT NULL
);

CREATE INDEX studio_events_of ON studio_events (conversation_id, id);

-- `source` is where the session is held; `shown` tells which state its board shows.
CREATE TABLE studios (
  conversation_id TEXT PRIMARY KEY,
  platform TEXT NOT NULL,
  channel_id TEXT NOT NULL,
  source TEXT NOT NULL,
  board_id TEXT,
  shown TEXT,
  is_open INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;
