-- Made again from the ledger, from its first position on.
DELETE FROM view.progress WHERE view = 'lookup';
DROP TABLE lookup.api_key;

CREATE TABLE lookup.api_key (
  api_key_id uuid    PRIMARY KEY,
  kind       text    NOT NULL,
  project_id text,
  name       text,
  expires_at text,
  disabled   boolean NOT NULL DEFAULT false,
  revoked    boolean NOT NULL DEFAULT false,
  version    bigint  NOT NULL
);

COMMENT ON TABLE lookup.api_key IS 'What may be done with a key. Derived from the ledger.';
COMMENT ON COLUMN lookup.api_key.expires_at IS 'RFC 3339, UTC, to the nanosecond, which timestamptz would round.';
COMMENT ON COLUMN lookup.api_key.version IS 'Sequence number of the newest event of the key that is in this row.';

CREATE TABLE lookup.secret (
  digest           bytea PRIMARY KEY,
  digest_algorithm text  NOT NULL,
  api_key_id       uuid  NOT NULL,
  ends_at          text
);

CREATE INDEX secrets_of_key ON lookup.secret (api_key_id);

COMMENT ON TABLE lookup.secret IS 'What a presented key is compared with. Derived from the ledger.';
COMMENT ON COLUMN lookup.secret.ends_at IS 'When this secret ends before its key does, after a rotation: RFC 3339, to the nanosecond.';
