-- A session key in table after table says which: it is asked about.
CREATE TABLE captures (id BIGINT PRIMARY KEY, session_key VARCHAR(64) NOT NULL); --~ plaintext-column
CREATE TABLE capture_events (id BIGINT PRIMARY KEY, session_key VARCHAR(64) NOT NULL); --~ plaintext-column
CREATE TABLE capture_members (id BIGINT PRIMARY KEY, session_key VARCHAR(64) NOT NULL); --~ plaintext-column
CREATE TABLE invalid_jwt (id BIGINT PRIMARY KEY, token TEXT NOT NULL, exp TIMESTAMPTZ);
CREATE TABLE cross_signing_keys (user_id TEXT, usage TEXT, key_json TEXT NOT NULL); --~ plaintext-column
CREATE TABLE acme_challenges (domain_id BIGINT, token VARCHAR(255) PRIMARY KEY);
CREATE TABLE proxy_certificates (id BIGINT, cert_pem BYTEA NOT NULL, key_pem BYTEA NOT NULL); --~ plaintext-column
CREATE TABLE wallets (id TEXT PRIMARY KEY, adminkey TEXT NOT NULL, pubkey TEXT, hotkey TEXT); --~ plaintext-column
CREATE TABLE encryption_pairs (id BIGINT, key_pair BLOB NOT NULL, monkey TEXT, zipcode TEXT); --~ plaintext-column
CREATE TABLE sbh_user (id BIGINT, reset_password_link TEXT); --~ plaintext-column
CREATE TABLE shared_records (id BIGINT, key VARCHAR(256) NOT NULL);
CREATE TABLE totp_authenticator (id BIGINT, secret TEXT NOT NULL); --~ plaintext-column
CREATE TABLE webauthn_authenticators (id BIGINT, credential TEXT NOT NULL);
