-- The table of Axon's JDBC engine, as the service had it before it had a store of its own.
CREATE SCHEMA tuned;

CREATE TABLE tuned.event (
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
