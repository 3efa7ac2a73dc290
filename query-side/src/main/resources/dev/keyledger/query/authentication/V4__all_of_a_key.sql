-- Made again from the ledger, from its first position on: every node reads the whole table into its
-- memory, and answers from there with all that is known of a key.
DELETE FROM view.progress WHERE view = 'lookup';
TRUNCATE lookup.api_key, lookup.secret;

ALTER TABLE lookup.api_key
  ADD COLUMN metadata   text,
  ADD COLUMN created_at timestamptz NOT NULL;

COMMENT ON COLUMN lookup.api_key.metadata IS 'What people note about the key: a JSON object of texts. Absent when they note nothing.';
