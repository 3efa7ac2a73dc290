-- Every node looks twice a second whether appends are stopped. Without an index it would go through
-- all older versions of the row, which stay for as long as anybody reads.
CREATE INDEX head_stopped ON ledger.head (only_row) WHERE stopped_because IS NOT NULL;
