CREATE TABLE ledger.event (
  position         bigserial    PRIMARY KEY,
  event_id         varchar(255) NOT NULL,
  aggregate_id     varchar(255) NOT NULL,
  sequence_number  bigint       NOT NULL,
  aggregate_type   varchar(255) NOT NULL,
  occurred_at      varchar(255) NOT NULL,
  payload_type     varchar(255) NOT NULL,
  payload_revision varchar(255) NOT NULL,
  payload          text         NOT NULL,
  metadata         text         NOT NULL,
  CONSTRAINT event_once_per_aggregate UNIQUE (aggregate_id, sequence_number)
);

COMMENT ON TABLE ledger.event IS 'Everything that ever happened to a key. The service only adds rows.';
COMMENT ON COLUMN ledger.event.position IS 'Grows; may have gaps where a transaction was rolled back.';
COMMENT ON COLUMN ledger.event.occurred_at IS 'RFC 3339, UTC, to the microsecond.';
COMMENT ON COLUMN ledger.event.payload IS 'JSON. Never holds a plaintext key.';
COMMENT ON COLUMN ledger.event.metadata IS 'JSON: who caused it, and in which request.';

CREATE TABLE ledger.token (
  processor_name varchar(255) NOT NULL,
  segment        integer      NOT NULL,
  token          text,
  token_type     varchar(255),
  claimed_at     varchar(255),
  owner          varchar(255),
  PRIMARY KEY (processor_name, segment)
) WITH (fillfactor = 50);

COMMENT ON TABLE ledger.token IS 'How far each streaming reader has come.';
