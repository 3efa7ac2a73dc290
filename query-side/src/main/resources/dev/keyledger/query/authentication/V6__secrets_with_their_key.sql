-- Made again from the ledger, from its first position on. A key has one secret, and two while it is
-- being rotated: these are columns of its row, so that a key is one row, in one index.
DELETE FROM view.progress WHERE view = 'lookup';
DROP TABLE lookup.secret;
TRUNCATE lookup.api_key;

ALTER TABLE lookup.api_key
  ADD COLUMN digest        bytea NOT NULL,
  ADD COLUMN older_digest  bytea,
  ADD COLUMN older_ends_at text,
  ADD CHECK ((older_digest IS NULL) = (older_ends_at IS NULL));

COMMENT ON TABLE lookup.api_key IS 'What a presented key is compared with, and what may be done with it. Derived from the ledger.';
COMMENT ON COLUMN lookup.api_key.digest IS 'SHA-256 of the key.';
COMMENT ON COLUMN lookup.api_key.older_digest IS 'SHA-256 of what the key was before it was rotated, as long as that is good too.';
COMMENT ON COLUMN lookup.api_key.older_ends_at IS 'When the older one ends: RFC 3339, UTC, to the nanosecond.';
