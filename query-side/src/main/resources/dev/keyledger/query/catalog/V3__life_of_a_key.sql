-- Made again from the ledger, from its first position on.
DELETE FROM view.progress WHERE view = 'catalog';
DROP TABLE catalog.api_key;

CREATE TABLE catalog.api_key (
  api_key_id       uuid           PRIMARY KEY,
  project_id       text,
  kind             text           NOT NULL,
  name             text,
  folded_name      text,
  prefix           text           NOT NULL,
  metadata         text           NOT NULL,
  created_at       timestamptz    NOT NULL,
  created_position bigint         NOT NULL,
  expires_at       numeric(21, 9),
  disabled_at      timestamptz,
  rotated_at       timestamptz,
  overlap_ends_at  numeric(21, 9),
  revoked_at       timestamptz,
  version          bigint         NOT NULL
);

CREATE INDEX newest_of_project ON catalog.api_key (project_id, created_position DESC);

COMMENT ON TABLE catalog.api_key IS 'What people see of their keys. Derived from the ledger.';
COMMENT ON COLUMN catalog.api_key.folded_name IS 'The name as it is searched, without regard to case.';
COMMENT ON COLUMN catalog.api_key.metadata IS 'JSON: an object of texts.';
COMMENT ON COLUMN catalog.api_key.created_position IS 'Position of the creation in the ledger: lists are in this order.';
COMMENT ON COLUMN catalog.api_key.expires_at IS 'Seconds since 1970, to the nanosecond, which timestamptz would round.';
COMMENT ON COLUMN catalog.api_key.overlap_ends_at IS 'When the older secret of the last rotation ends, as expires_at.';
COMMENT ON COLUMN catalog.api_key.version IS 'Sequence number of the newest event of the key that is in this row.';
