-- Keys that run out or are revoked open something; those that find do not.
CREATE TABLE keys (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, valid_until INTEGER); --~ plaintext-column
CREATE TABLE tracker_keys (
    tracker_key_id BIGINT PRIMARY KEY,
    user_id BIGINT,
    tracker_key VARCHAR(32) NOT NULL, --~ plaintext-column
    date_expiry BIGINT NOT NULL
);
CREATE TABLE relay_keys (id BIGINT, relay_key TEXT, revoked BOOLEAN); --~ plaintext-column
CREATE TABLE idempotency_keys (key TEXT PRIMARY KEY, expires_at TIMESTAMPTZ);
CREATE TABLE cache_keys (cache_key TEXT PRIMARY KEY, valid_until TIMESTAMPTZ);
CREATE TABLE lock_keys (key TEXT PRIMARY KEY, expires_at TIMESTAMPTZ);
CREATE TABLE user_keys (id BIGINT, key TEXT, fingerprint TEXT, expires_at TIMESTAMPTZ);
CREATE TABLE translation_keys (id BIGINT, key TEXT NOT NULL, valid_until TIMESTAMPTZ);
CREATE TABLE sort_keys (id BIGINT, sort_key TEXT);
-- The table names what a bare token is for.
CREATE TABLE locks (id INTEGER PRIMARY KEY, owner VARCHAR(100), timeout INTEGER, token VARCHAR(100), uri VARCHAR(1000));
CREATE TABLE pages (id INTEGER PRIMARY KEY, edit_token TEXT, title TEXT);
-- Documents of keys: public halves are kept so as well, so these are asked about.
CREATE TABLE server_signing_keys (server_id TEXT PRIMARY KEY, key_data JSON NOT NULL); --~ plaintext-column
CREATE TABLE e2e_cross_signing_keys (id BIGINT, user_id TEXT, key_type TEXT, key_data JSON NOT NULL); --~ plaintext-column
CREATE TABLE oauth_signing_keys (kid TEXT PRIMARY KEY, private_jwk JSONB NOT NULL); --~ plaintext-column
-- Which credential, not the credential.
CREATE TABLE credential (id VARCHAR(36) PRIMARY KEY, encrypted_data TEXT);
CREATE TABLE assistant (id VARCHAR(36) PRIMARY KEY, credential VARCHAR(255) NOT NULL);
-- A ticket that runs out is presented once; one that does not is a piece of work.
CREATE TABLE ws_tickets (ticket TEXT PRIMARY KEY, key_id UUID NOT NULL, expires_at TIMESTAMP NOT NULL); --~ plaintext-column
CREATE TABLE support_tickets (id BIGINT, ticket TEXT NOT NULL, opened_at TIMESTAMP);
CREATE TABLE ticket_hashes (ticket TEXT PRIMARY KEY, expires_at TIMESTAMP NOT NULL);
-- What finds the row of a key is no key; a bearer may be one all the same.
CREATE TABLE tb_api_key (pk_api_key UUID PRIMARY KEY DEFAULT gen_random_uuid(), verifier_hash BYTEA NOT NULL);
CREATE TABLE tb_access (pk_access_token TEXT PRIMARY KEY, subject TEXT); --~ plaintext-column
-- Seconds are no secrets.
CREATE TABLE pollers (id BIGINT, poll_secs TEXT, timeout_secs VARCHAR(10));
