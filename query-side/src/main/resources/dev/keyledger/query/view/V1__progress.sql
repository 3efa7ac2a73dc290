CREATE TABLE view.progress (
  view     text   PRIMARY KEY,
  position bigint NOT NULL
) WITH (fillfactor = 20);

COMMENT ON TABLE view.progress IS 'How far each view has come: it holds every event up to this position.';
