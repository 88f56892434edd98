-- Events of the platforms, stored before they are acknowledged and handled in the order of their numbers.

CREATE TABLE inbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id TEXT NOT NULL UNIQUE,
  platform TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  inbound TEXT,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done')),
  tries INTEGER NOT NULL DEFAULT 0,
  fault TEXT,
  received_at INTEGER NOT NULL
);

CREATE INDEX inbox_unfinished ON inbox (platform, id) WHERE state = 'waiting';
