CREATE TABLE view.replay (
  view         text        PRIMARY KEY,
  dry_run      boolean     NOT NULL,
  state        text        NOT NULL,
  position     bigint      NOT NULL DEFAULT 0,
  total        bigint      NOT NULL DEFAULT 0,
  worked       interval    NOT NULL DEFAULT interval '0',
  cancelled    boolean     NOT NULL DEFAULT false,
  requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at     timestamptz,
  comparison   text,
  failure      text
) WITH (fillfactor = 20);

COMMENT ON TABLE view.replay IS 'The last replay of each view: made again from the ledger beside the live one.';
COMMENT ON COLUMN view.replay.position IS 'The rebuilt view holds every event up to this position.';
COMMENT ON COLUMN view.replay.total IS 'The position of the live view, when it was looked at last.';
COMMENT ON COLUMN view.replay.worked IS 'How long events have been replayed.';
COMMENT ON COLUMN view.replay.comparison IS 'JSON: what was found out about each table.';

ALTER TABLE view.progress ADD COLUMN generation bigint NOT NULL DEFAULT 0;

COMMENT ON COLUMN view.progress.generation IS 'How often a replay has found the view to be wrong and replaced it: who holds it in memory reads it again.';
