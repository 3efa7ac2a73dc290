-- Tiles are derived: where one was stored too soon, all of them are made again.
DELETE FROM ledger.tile
WHERE EXISTS (SELECT FROM ledger.tile WHERE level = 0 AND octet_length(hashes) <> 8192);

ALTER TABLE ledger.tile
  ADD CONSTRAINT whole_leaves CHECK (level > 0 OR octet_length(hashes) = 8192);
