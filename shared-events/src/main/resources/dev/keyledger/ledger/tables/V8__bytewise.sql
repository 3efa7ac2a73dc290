-- What is looked up by its name is compared byte by byte. How a language sorts can change when the
-- operating system is updated, and an index in the old order lets doubles in.
ALTER TABLE ledger.event ALTER COLUMN aggregate_id TYPE text COLLATE "C";
ALTER TABLE ledger.signing_key ALTER COLUMN vkey TYPE text COLLATE "C";
ALTER TABLE ledger.reader ALTER COLUMN node TYPE text COLLATE "C";
