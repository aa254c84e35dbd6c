CREATE TABLE hooks (
    id BIGINT PRIMARY KEY,
    owner_id BIGINT,
    url TEXT,
    secret_ciphertext BYTEA,
    secret_hash BYTEA,
    kek_id TEXT,
    token_digest TEXT
);
CREATE TABLE owners (id BIGINT, name TEXT, wrapped_dek BYTEA);

CREATE VIEW a AS SELECT id, url, secret_ciphertext FROM hooks; --~ exposing-view
CREATE VIEW b AS SELECT * FROM hooks; --~ exposing-view
CREATE OR REPLACE VIEW c AS
SELECT h.id,
       pgp_sym_decrypt(h.secret_ciphertext, 'k') AS secret, --~ exposing-view
       o.name
FROM hooks h
JOIN owners o ON o.id = h.owner_id;
CREATE MATERIALIZED VIEW d AS SELECT o.* FROM hooks h, owners AS o WHERE o.id = h.owner_id; --~ exposing-view
CREATE VIEW e AS
SELECT id FROM hooks
UNION ALL
SELECT encode(wrapped_dek, 'hex') FROM owners; --~ exposing-view
CREATE VIEW f AS SELECT id, private_key FROM elsewhere; --~ exposing-view
CREATE VIEW g AS SELECT coalesce(secret_ciphertext, '') AS s FROM hooks; --~ exposing-view
CREATE TABLE gen (
    id INT,
    api_key_encrypted TEXT,
    api_key_copy TEXT GENERATED ALWAYS AS (upper(api_key_encrypted)) STORED, --~ exposing-view
    has_api_key BOOLEAN GENERATED ALWAYS AS (api_key_encrypted IS NOT NULL) STORED
);

CREATE VIEW ok1 AS SELECT id, url, kek_id FROM hooks;
CREATE VIEW ok2 AS SELECT id, secret_ciphertext IS NOT NULL AS has_secret FROM hooks;
CREATE VIEW ok3 AS SELECT id FROM hooks WHERE secret_ciphertext IS NOT NULL;
CREATE VIEW ok4 AS SELECT o.name, count(h.secret_ciphertext) FROM hooks h JOIN owners o ON true GROUP BY 1;
CREATE VIEW ok5 AS SELECT encode(digest(secret_ciphertext, 'sha256'), 'hex') AS fp, octet_length(secret_ciphertext) FROM hooks;
CREATE VIEW ok6 AS SELECT id, secret_hash, token_digest FROM hooks;
CREATE VIEW ok7 AS SELECT h.id, h.url FROM hooks h JOIN owners o ON o.wrapped_dek IS NULL;
CREATE VIEW ok8 AS SELECT count(*) FROM hooks;
CREATE VIEW gone AS SELECT secret_ciphertext FROM hooks;
DROP VIEW gone;
CREATE VIEW changed AS SELECT secret_ciphertext FROM hooks;
CREATE OR REPLACE VIEW changed AS SELECT id FROM hooks;
