-- Changes of words that Quartet never heard, or had forgotten, were kept by older versions; what still waits for its turn stays.

DELETE FROM entries WHERE space = 'conversations' AND json_valid(value)
  AND json_extract(value, '$.value.type') IN ('edited', 'deleted')
  AND json_extract(value, '$.value.turnId') NOT IN (
    SELECT json_extract(value, '$.value.turn.id') FROM entries
    WHERE space = 'conversations' AND json_valid(value) AND json_extract(value, '$.value.turn.id') IS NOT NULL
  )
  AND REPLACE(json_extract(value, '$.value.turnId'), '/answer', '') NOT IN (SELECT event_id FROM inbox WHERE state = 'waiting');
