-- A million keys of 16-character names in a thousand projects, as the projection leaves them.
INSERT INTO lookup.api_key (api_key_id, kind, project_id, name, version, created_at, digest)
SELECT id, 'project', 'project-' || i % 1000, 'name ' || lpad(i::text, 11, '0'), 0,
  extract(epoch FROM now())::bigint, sha256(id::text::bytea)
FROM (SELECT i, gen_random_uuid() AS id FROM generate_series(1, 1000000) AS i) AS made;

ANALYZE lookup.api_key;
