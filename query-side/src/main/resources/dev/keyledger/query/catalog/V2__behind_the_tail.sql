-- Made again from the ledger, from its first position on.
TRUNCATE catalog.api_key;

ALTER TABLE catalog.api_key ADD created_position bigint NOT NULL;
DROP INDEX catalog.newest_of_project;
CREATE INDEX newest_of_project ON catalog.api_key (project_id, created_position DESC);

COMMENT ON COLUMN catalog.api_key.created_position IS 'Position of the creation in the ledger: lists are in this order.';
