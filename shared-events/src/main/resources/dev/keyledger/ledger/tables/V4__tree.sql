CREATE TABLE ledger.tile (
  level  integer NOT NULL,
  index  bigint  NOT NULL,
  hashes bytea   NOT NULL,
  PRIMARY KEY (level, index)
);

COMMENT ON TABLE ledger.tile IS 'Hashes of the tree (C2SP tlog-tiles, height 8). Derived from the events.';
COMMENT ON COLUMN ledger.tile.hashes IS 'Up to 256 hashes of 32 bytes; always 256 on level 0.';

CREATE TABLE ledger.signing_key (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  vkey   text   NOT NULL UNIQUE
);

COMMENT ON TABLE ledger.signing_key IS 'Public keys of checkpoints (C2SP vkey); the last one signs.';

CREATE TABLE ledger.checkpoint (
  number     bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  size       bigint      NOT NULL,
  root       bytea       NOT NULL CHECK (octet_length(root) = 32),
  key_number bigint      NOT NULL REFERENCES ledger.signing_key,
  note       text        NOT NULL,
  signed_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (key_number, size, root)
);

COMMENT ON TABLE ledger.checkpoint IS 'Signed heads (C2SP tlog-checkpoint), in the order of signing.';

CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE ledger.checkpoint ENABLE ALWAYS TRIGGER only_grows;

ALTER TABLE ledger.head ADD stopped_because text;

COMMENT ON COLUMN ledger.head.stopped_because IS 'Why nothing is appended; an operator must accept it.';
