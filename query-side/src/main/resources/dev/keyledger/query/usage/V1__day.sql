-- Rows have room beside them for their next versions: no index changes with a count.
CREATE TABLE usage.day (
  api_key_id uuid        NOT NULL,
  outcome    text        NOT NULL,
  day        date        NOT NULL,
  uses       bigint      NOT NULL,
  last_at    timestamptz NOT NULL,
  PRIMARY KEY (api_key_id, outcome, day)
) WITH (fillfactor = 60);

COMMENT ON TABLE usage.day IS 'How often a key was verified on a day (UTC), and with what outcome. Counted, not derived from the ledger.';

COMMENT ON COLUMN usage.day.last_at IS 'When it was verified last on that day with that outcome.';
