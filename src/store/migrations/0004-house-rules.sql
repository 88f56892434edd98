-- House rules: what holds in a channel, who is shut out, what people used up, and what was done about whom, never in whose words.

CREATE TABLE place_settings (
  platform TEXT NOT NULL,
  channel_id TEXT NOT NULL,
  language TEXT,
  -- Joined by commas; an empty text: words only.
  modalities TEXT,
  retention_days INTEGER,
  style TEXT,
  is_paused INTEGER NOT NULL DEFAULT 0,
  -- When people there were told that a machine answers.
  introduced_at INTEGER,
  PRIMARY KEY (platform, channel_id)
) WITHOUT ROWID;

-- In a whole server or workspace, or in one channel that belongs to none.
CREATE TABLE blocks (
  platform TEXT NOT NULL,
  area_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  blocked_at INTEGER NOT NULL,
  PRIMARY KEY (platform, area_id, person_id)
) WITHOUT ROWID;

-- What counts against a limit, one row an event, so that a replay counts once.
CREATE TABLE usage (
  kind TEXT NOT NULL CHECK (kind IN ('request', 'video')),
  event_id TEXT NOT NULL,
  platform TEXT NOT NULL,
  channel_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  amount REAL NOT NULL,
  used_at INTEGER NOT NULL,
  PRIMARY KEY (kind, event_id)
) WITHOUT ROWID;

CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  platform TEXT NOT NULL,
  guild_id TEXT,
  channel_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  what TEXT NOT NULL,
  rule TEXT
);

CREATE INDEX usage_by_person ON usage (platform, person_id, kind, used_at);
CREATE INDEX usage_by_channel ON usage (platform, channel_id, kind, used_at);
CREATE INDEX usage_by_time ON usage (used_at);
CREATE INDEX audit_by_channel ON audit (platform, channel_id, id);
