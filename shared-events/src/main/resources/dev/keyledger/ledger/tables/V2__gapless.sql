-- The events of the engine that came before; the next migration moves them and drops this table.
ALTER TABLE ledger.event RENAME TO event_with_gaps;
ALTER TABLE ledger.event_with_gaps RENAME CONSTRAINT event_pkey TO event_with_gaps_pkey;
ALTER TABLE ledger.event_with_gaps
  RENAME CONSTRAINT event_once_per_aggregate TO event_with_gaps_once_per_aggregate;

-- Readers keep their positions beside their views.
DROP TABLE ledger.token;

CREATE TABLE ledger.event (
  position         bigint      PRIMARY KEY CHECK (position > 0),
  event_id         text        NOT NULL,
  aggregate_id     text        NOT NULL,
  aggregate_type   text        NOT NULL,
  sequence_number  bigint      NOT NULL CHECK (sequence_number >= 0),
  payload_type     text        NOT NULL,
  payload_revision text        NOT NULL,
  payload          text        NOT NULL,
  metadata         text        NOT NULL,
  occurred_at      timestamptz NOT NULL,
  leaf_hash        bytea       NOT NULL CHECK (octet_length(leaf_hash) = 32),
  CONSTRAINT event_once_per_aggregate UNIQUE (aggregate_id, sequence_number)
);

COMMENT ON TABLE ledger.event IS 'Everything that ever happened to a key. Rows are only added.';
COMMENT ON COLUMN ledger.event.position IS '1, 2, 3, without a gap, in the order of commits.';
COMMENT ON COLUMN ledger.event.payload IS 'JSON. Never holds a plaintext key.';
COMMENT ON COLUMN ledger.event.metadata IS 'JSON: who caused it, and in which request.';
COMMENT ON COLUMN ledger.event.occurred_at IS 'When it was stored. Never earlier than the row before.';
COMMENT ON COLUMN ledger.event.leaf_hash IS 'Leaf of an RFC 6962 tree over all the other columns.';

CREATE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on %.%: the ledger only grows', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.event
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- For sessions that replay replicated changes too.
ALTER TABLE ledger.event ENABLE ALWAYS TRIGGER only_grows;

CREATE TABLE ledger.head (
  only_row    boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
  ledger_id   uuid        NOT NULL DEFAULT gen_random_uuid(),
  position    bigint      NOT NULL,
  occurred_at timestamptz NOT NULL,
  edge        bytea       NOT NULL
) WITH (fillfactor = 20);

COMMENT ON TABLE ledger.head IS 'Where the ledger ends. Whoever locks this row is the one writer.';
COMMENT ON COLUMN ledger.head.position IS 'Position of the last event, 0 when there is none.';
COMMENT ON COLUMN ledger.head.occurred_at IS 'Time of the last event.';
COMMENT ON COLUMN ledger.head.edge IS 'Right edge of the tree: roots of its complete subtrees, largest first.';

INSERT INTO ledger.head (position, occurred_at, edge) VALUES (0, '-infinity', '');
