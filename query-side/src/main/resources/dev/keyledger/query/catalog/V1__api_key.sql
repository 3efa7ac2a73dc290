CREATE TABLE catalog.api_key (
  api_key_id uuid        PRIMARY KEY,
  project_id text,
  kind       text        NOT NULL,
  name       text,
  prefix     text        NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at text,
  version    bigint      NOT NULL
);

CREATE INDEX newest_of_project ON catalog.api_key (project_id, created_at DESC, api_key_id DESC);

COMMENT ON TABLE catalog.api_key IS 'What people see of their keys. Derived from the ledger.';
COMMENT ON COLUMN catalog.api_key.expires_at IS 'RFC 3339, UTC, to the nanosecond, which timestamptz would round.';
COMMENT ON COLUMN catalog.api_key.version IS 'Sequence number of the newest event of the key that is in this row.';
