-- What is owed of each finished answer, until people see it. An event whose answer is finished has its time in answered_at.

ALTER TABLE inbox ADD COLUMN answered_at INTEGER;

CREATE TABLE outbox (
  answer TEXT NOT NULL,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  inbox_id INTEGER NOT NULL REFERENCES inbox (id) ON DELETE CASCADE,
  conversation_id TEXT NOT NULL,
  content TEXT,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'unconfirmed', 'failed')),
  changed_at INTEGER NOT NULL,
  fault TEXT,
  PRIMARY KEY (answer, name)
) WITHOUT ROWID;

CREATE INDEX outbox_by_event ON outbox (inbox_id, position);
CREATE INDEX outbox_by_conversation ON outbox (conversation_id);

-- What was handled leaves its words behind in one step; only what may be sent again keeps them.
CREATE TRIGGER outbox_settled AFTER UPDATE OF state ON inbox WHEN NEW.state = 'done'
BEGIN
  UPDATE outbox SET content = NULL WHERE inbox_id = NEW.id AND state <> 'unconfirmed';
END;
