-- Made again from the ledger, from its first position on: what is kept of a key's creation is its
-- second, as in memory and in answers.
DELETE FROM view.progress WHERE view = 'lookup';
TRUNCATE lookup.api_key, lookup.secret;

ALTER TABLE lookup.api_key
  DROP COLUMN created_at,
  ADD COLUMN created_at bigint NOT NULL;

COMMENT ON COLUMN lookup.api_key.created_at IS 'Seconds since 1970.';
