CREATE TABLE sessions (id BIGINT PRIMARY KEY, token TEXT NOT NULL);
CREATE TABLE invites (id BIGINT PRIMARY KEY, token TEXT NOT NULL);
CREATE TABLE magic_links (id BIGINT PRIMARY KEY, token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE mirrors (id BIGINT PRIMARY KEY, secret BYTEA NOT NULL);
CREATE TABLE fed_signing_keys (key_id TEXT PRIMARY KEY, secret BLOB NOT NULL); --~ plaintext-column
CREATE TABLE refresh_tokens (id BIGINT PRIMARY KEY, token VARCHAR(500) NOT NULL); --~ plaintext-column
CREATE TABLE api_tokens (id BIGINT PRIMARY KEY, token VARCHAR(64) NOT NULL);
