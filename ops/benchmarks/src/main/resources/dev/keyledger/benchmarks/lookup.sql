-- A million keys of 16-character names in a thousand projects, as the projection leaves them.
INSERT INTO lookup.api_key (api_key_id, kind, project_id, name, version, created_at)
SELECT gen_random_uuid(), 'project', 'project-' || i % 1000, 'name ' || lpad(i::text, 11, '0'), 0, now()
FROM generate_series(1, 1000000) AS i;

INSERT INTO lookup.secret (digest, digest_algorithm, api_key_id)
SELECT sha256(api_key_id::text::bytea), 'SHA-256', api_key_id FROM lookup.api_key;

ANALYZE lookup.api_key, lookup.secret;
