CREATE TABLE lookup.api_key (
  digest           bytea  PRIMARY KEY,
  digest_algorithm text   NOT NULL,
  api_key_id       uuid   NOT NULL UNIQUE,
  kind             text   NOT NULL,
  project_id       text,
  name             text,
  expires_at       text,
  version          bigint NOT NULL
);

COMMENT ON TABLE lookup.api_key IS 'What a presented key is compared with. Derived from the ledger.';
COMMENT ON COLUMN lookup.api_key.expires_at IS 'RFC 3339, UTC, to the nanosecond, which timestamptz would round.';
COMMENT ON COLUMN lookup.api_key.version IS 'Sequence number of the newest event of the key that is in this row.';
