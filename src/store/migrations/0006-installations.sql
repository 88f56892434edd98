-- In which server or workspace each channel is, and which of them removed the app and when, so that everything of theirs goes in time.

CREATE TABLE channels (
  platform TEXT NOT NULL,
  channel_id TEXT NOT NULL,
  guild_id TEXT NOT NULL,
  PRIMARY KEY (platform, channel_id)
) WITHOUT ROWID;

CREATE TABLE removals (
  platform TEXT NOT NULL,
  guild_id TEXT NOT NULL,
  removed_at INTEGER NOT NULL,
  PRIMARY KEY (platform, guild_id)
) WITHOUT ROWID;

CREATE INDEX channels_by_guild ON channels (platform, guild_id);

-- What older versions knew of it.
INSERT OR IGNORE INTO channels SELECT DISTINCT platform, channel_id, guild_id FROM audit WHERE guild_id IS NOT NULL;
INSERT OR IGNORE INTO channels
  SELECT platform, channel_id, json_extract(source, '$.guildId') FROM studios WHERE json_extract(source, '$.guildId') IS NOT NULL;
