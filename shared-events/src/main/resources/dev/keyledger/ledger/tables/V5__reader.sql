CREATE TABLE ledger.reader (
  node         text        PRIMARY KEY,
  run          uuid        NOT NULL,
  position     bigint      NOT NULL,
  lease_until  timestamptz NOT NULL,
  serves_until timestamptz NOT NULL
);

COMMENT ON TABLE ledger.reader IS 'The nodes that verify keys from memory. Times are by the clock of the database.';
COMMENT ON COLUMN ledger.reader.run IS 'Which run of the node: another node that takes its name is told from it.';
COMMENT ON COLUMN ledger.reader.position IS 'Everything up to here has reached the node.';
COMMENT ON COLUMN ledger.reader.lease_until IS 'Until then, changes wait for the node.';
COMMENT ON COLUMN ledger.reader.serves_until IS 'Until then, the node may be answering, even without word from the ledger.';
