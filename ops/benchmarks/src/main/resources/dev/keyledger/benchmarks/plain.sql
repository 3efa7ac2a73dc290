-- A table like the ledger's, with its constraints and indexes, whose positions are a sequence's.
CREATE SCHEMA plain;

CREATE TABLE plain.event (LIKE ledger.event INCLUDING ALL);

ALTER TABLE plain.event ALTER COLUMN position ADD GENERATED ALWAYS AS IDENTITY;
