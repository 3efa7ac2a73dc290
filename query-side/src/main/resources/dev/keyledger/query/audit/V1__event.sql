CREATE TABLE audit.event (
  position    bigint         PRIMARY KEY,
  occurred_at timestamptz    NOT NULL,
  type        text           NOT NULL,
  api_key_id  uuid,
  project_id  text,
  actor_id    text,
  expires_at  numeric(21, 9)
);

CREATE INDEX at_time ON audit.event (occurred_at, position);
CREATE INDEX of_type ON audit.event (type, position);
CREATE INDEX of_key ON audit.event (api_key_id, position);
CREATE INDEX of_project ON audit.event (project_id, position);
CREATE INDEX of_actor ON audit.event (actor_id, position);
CREATE INDEX creation_in_project ON audit.event (project_id, position)
  WHERE type = 'api-key.created';
CREATE INDEX end_in_project ON audit.event (project_id, expires_at)
  WHERE expires_at IS NOT NULL;

COMMENT ON TABLE audit.event IS 'Finds events in the ledger; what they say is read there. Derived from it.';
COMMENT ON COLUMN audit.event.api_key_id IS 'The key that it happened to; absent where it happened to none.';
COMMENT ON COLUMN audit.event.project_id IS 'The project of that key; absent where it belongs to none.';
COMMENT ON COLUMN audit.event.actor_id IS 'The key that acted; absent when the service did.';
COMMENT ON COLUMN audit.event.expires_at IS 'The end that the key was given, in seconds since 1970, to the nanosecond.';
